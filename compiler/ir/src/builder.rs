//! Flows of a connector itself, made in Connector Builder: their start and Return cards are the usual ones, and a word
//! beside them (`meta.type.address` in packs) says what they are there.
//!
//! Which words packs hold is known for actions, authpings and helpers; those of other kinds are assumed to be made
//! alike.

use ecow::{EcoString, eco_format};
use flowc_value::Value;

/// The section that holds the connection.
pub const AUTH: &str = "auth";
/// The key of the connection.
pub const CONNECTION: &str = "blob";
/// What people see of it.
pub const CONNECTION_LABEL: &str = "Connection";
/// The section of options.
pub const OPTIONS: &str = "Options";
/// The section that says which outputs a caller asked for.
pub const SELECTED: &str = "selectedOutputs";
/// The section of what an authping returns.
pub const STATUS: &str = "output";

const PREFIX: &str = "connector_";
const HELPER: &str = "connector_child_flo";
/// What packs call the start card of an action.
pub const ACTION: &str = "connector_action";
const AUTHPING: &str = "connector_authping";

/// What is noted beside a field or flow as text, whatever the order of its members, which says nothing.
pub fn text(noted: &Value) -> String {
    format!("{:?}", sorted(noted))
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut members: Vec<(&str, Value)> =
                object.iter().map(|(key, value)| (key.as_str(), sorted(value))).collect();
            members.sort_by_key(|(key, _)| *key);
            Value::object(members)
        }
        Value::List(items) => Value::list(items.iter().map(sorted)),
        other => other.clone(),
    }
}

/// What a word of the source (`action`) is called in packs (`connector_action`).
pub fn address_of(word: &str) -> EcoString {
    match word {
        "helper" => HELPER.into(),
        word => eco_format!("{PREFIX}{word}"),
    }
}

/// The word of the source; none for an address that has none.
pub fn word_of(address: &str) -> Option<&str> {
    match address {
        HELPER => Some("helper"),
        address => address.strip_prefix(PREFIX).filter(|word| !word.is_empty() && *word != "helper"),
    }
}

/// Whether it begins a helper, whose fields lie in no section.
pub fn is_helper(address: &str) -> bool {
    address == HELPER
}

/// Whether it begins an action, which returns what its author declares.
pub fn is_action(address: &str) -> bool {
    address == ACTION
}

/// Whether it begins a flow that may return a status: an authping, and what is assumed to be like it.
pub fn may_return_status(address: &str) -> bool {
    !is_helper(address) && !is_action(address)
}

/// The usual title of a start card.
pub fn start_title(address: &str) -> EcoString {
    match word_of(address) {
        Some("helper") => "Helper Flow".into(),
        Some(word) => eco_format!("Connector {}", crate::names::title_from_name(word)),
        None => "Helper Flow".into(),
    }
}

/// What the Return card of a flow is.
pub fn return_of(start: &str) -> EcoString {
    match start {
        ACTION => "connector_return".into(),
        other => eco_format!("{other}_return"),
    }
}

/// The usual title of a flow's Return card.
pub fn return_title(start: &str) -> EcoString {
    match start {
        HELPER => "Return".into(),
        AUTHPING => "Return Status".into(),
        _ => "Return Outputs".into(),
    }
}
