//! Names of variables: after what people named.

use ecow::{EcoString, eco_format};
use flowc_ir::names::name_from_title;
use flowc_ir::{Body, Card, CardId, Role};
use flowc_stdlib::signature::Signature;
use rustc_hash::FxHashSet;

use crate::expr::is_identifier;

/// Names that are taken in a scope and the scopes around it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    taken: FxHashSet<EcoString>,
}

impl Names {
    /// Takes a name that must be used as it is.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.into());
    }

    /// Whether something has this name.
    pub fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// A free name: the wish itself, or with a word or number behind it. `reserved` are names of modules,
    /// flows, tables, connections and keywords.
    pub fn take(&mut self, wish: &str, reserved: &FxHashSet<EcoString>) -> EcoString {
        let mut wish: EcoString = if wish.is_empty() { "value".into() } else { wish.into() };
        if reserved.contains(&wish) {
            wish.push_str("_value");
        }
        let mut name = wish.clone();
        let mut number = 2;
        while self.taken.contains(&name) || reserved.contains(&name) {
            name = eco_format!("{wish}_{number}");
            number += 1;
        }
        self.taken.insert(name.clone());
        name
    }
}

/// A platform name as a variable: itself if it is an identifier, else in `snake_case`.
pub(crate) fn variable_name(key: &str) -> EcoString {
    if is_identifier(key) { key.into() } else { name_from_title(key) }
}

/// Longer names than this come from sentences.
const LONGEST: usize = 32;

/// Outputs whose keys say nothing about what they hold.
const DULL: [&str; 17] = [
    "output",
    "result",
    "item",
    "list",
    "values",
    "value",
    "text",
    "body",
    "response",
    "new list",
    "sorted list",
    "message",
    "data",
    "input",
    "object",
    "start_position",
    "combined",
];

/// Whether a key names what it holds.
fn speaks(key: &str) -> bool {
    let lower = key.to_lowercase();
    !DULL.contains(&lower.as_str()) && key.len() <= LONGEST && key.chars().any(char::is_alphabetic)
}

/// What to call a card's value: after the name a person gave its output, its title, the field it fills, the
/// output's own name.
/// `part` is the output (or the field of it) that is read, where only one is.
pub(crate) fn wish(
    body: &Body,
    id: CardId,
    card: &Card,
    signature: Option<&Signature>,
    part: Option<&str>,
) -> EcoString {
    let given = |name: &EcoString| !name.is_empty() && name.len() <= LONGEST;
    let output = card.outputs.iter().find(|output| !matches!(output.role, Role::Capture(_)));
    let label = output.and_then(|output| output.label.as_ref()).map(|label| variable_name(label));
    let title = signature.is_none_or(|signature| signature.title != card.title);
    let title = title.then(|| name_from_title(&card.title));
    if let Some(name) = label.into_iter().chain(title).find(given) {
        return name;
    }
    let mut targets = body.wires_from(id).filter_map(|end| {
        let target = body.card(end.card)?;
        let input = target.inputs.get(end.wire.input)?;
        // Assign gives its own variable that name.
        if target.address.is("control", "let") {
            return None;
        }
        let named = matches!(input.role, Role::Author | Role::Dynamic) && speaks(&input.key);
        named.then(|| input.key.clone())
    });
    if let Some(first) = targets.next()
        && !first.starts_with("item ")
        && targets.all(|other| other == first)
    {
        return variable_name(&first);
    }
    if let Some(part) = part.filter(|part| speaks(part)) {
        return variable_name(part);
    }
    match signature {
        Some(signature) => noun(signature.name.rsplit('.').next().unwrap_or(&signature.name)),
        None => name_from_title(&card.title),
    }
}

/// What a card gives, where its name is a verb.
fn noun(word: &str) -> EcoString {
    match word {
        "split" => "parts",
        "filter" | "filter_custom" => "matching",
        "map" => "mapped",
        "pluck" => "values",
        "at" | "find" | "get_first_item" | "get_last_item" | "get" => "found",
        "construct" => "object",
        "compose" | "concatenate" => "composed",
        "length" => "count",
        "call_flow" => "called",
        "compare" => "holds",
        "convert" => "converted",
        "parse" => "parsed",
        "find_pattern" => "position",
        other => other,
    }
    .into()
}
