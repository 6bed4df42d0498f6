//! What a field's stored form says, whoever asks: decoding, learning, comparing.

use ecow::EcoString;
use flowc_stdlib::signature::PortSignature;
use flowc_value::Value;

use crate::model::{Card, Entry, Side};

/// The section of a search expression's operands.
pub const OPERANDS: &str = "_expr";
/// The key of a template's text.
pub const TEMPLATE: &str = "_text_";

/// Whose field it is, as far as the field itself says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A value on its way into an inlined body.
    Capture,
    /// Author-made.
    Custom,
    /// An option of a connector's method.
    Option,
    /// Anything else.
    Other,
}

/// Whose field it is.
pub fn place(entry: &Entry) -> Place {
    if wormhole(entry).is_some() {
        Place::Capture
    } else if is_custom(entry) {
        Place::Custom
    } else if entry.group.as_deref() == Some("parameters") {
        Place::Option
    } else {
        Place::Other
    }
}

/// What a card is in a connector's own flow.
pub fn builder(card: &Card) -> Option<&str> {
    card.node.model.meta.get("type")?.get("address")?.as_str()
}

/// The id of the section in the declaration of a connector's own flow.
pub fn section_key(entry: &Entry) -> Option<&str> {
    entry.metadata.get("groupKey").and_then(Value::as_str)
}

/// The card at the other end of a capture.
pub fn wormhole(entry: &Entry) -> Option<&str> {
    entry.metadata.get("wormholeMethodId").and_then(Value::as_str)
}

/// The author added it.
pub fn is_custom(entry: &Entry) -> bool {
    entry.metadata.get("custom").and_then(Value::as_bool).unwrap_or_default()
}

/// It holds a template's text.
pub fn is_template(entry: &Entry) -> bool {
    entry.key == TEMPLATE && entry.group.is_none()
}

/// It holds a search expression.
pub fn is_expression(entry: &Entry) -> bool {
    entry.metadata.get("expr").and_then(Value::as_bool).unwrap_or_default()
}

/// It names a table.
pub fn is_table(address: &str, entry: &Entry) -> bool {
    entry.key == "stash" && address.starts_with("root:channels:http:stash:")
}

/// A side's fields by their index; those without one last.
pub fn by_index(side: &Side) -> Vec<&Entry> {
    let mut entries: Vec<(f64, &Entry)> = side.data.values().map(|entry| (index(entry), entry)).collect();
    entries.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// `metadata.index`.
pub fn index(entry: &Entry) -> f64 {
    entry.metadata.get("index").and_then(Value::as_number).unwrap_or(f64::INFINITY)
}

/// `metadata.displayname`, where it says more than the key.
pub fn label(entry: &Entry) -> Option<EcoString> {
    displayname(entry).filter(|label| *label != entry.key).map(EcoString::from)
}

/// What packs call an item of list Construct that nobody named.
pub const ITEM: &str = "item";

/// `metadata.displayname`.
pub fn displayname(entry: &Entry) -> Option<&str> {
    entry.metadata.get("displayname").and_then(Value::as_str)
}

/// `metadata.description`, unless empty.
pub fn description(entry: &Entry) -> Option<EcoString> {
    let text = entry.metadata.get("description").and_then(Value::as_str);
    text.filter(|text| !text.is_empty()).map(EcoString::from)
}

/// The name a person gave to a card's own output. On system cards labels vary with the age of the export; a
/// renaming leaves a description (mostly empty) beside the label.
pub fn renaming(entry: &Entry, port: Option<&PortSignature>, system: bool) -> Option<EcoString> {
    let usual = port.and_then(|port| port.label.as_deref()).unwrap_or(&entry.key);
    let renamed = !system || entry.metadata.get("description").is_some();
    displayname(entry).filter(|label| renamed && *label != usual).map(EcoString::from)
}
