//! Names of variables: after what people named.

use ecow::{EcoString, eco_format};
use flowc_ir::names::name_from_title;
use flowc_ir::{Body, Card, CardId, Role};
use flowc_stdlib::signature::Signature;
use rustc_hash::FxHashSet;

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

    /// A free name: the wish itself, or with a number behind it.
    pub fn take(&mut self, wish: &str) -> EcoString {
        let wish = if wish.is_empty() { "value" } else { wish };
        let mut name: EcoString = wish.into();
        let mut number = 2;
        while self.taken.contains(&name) || flowc_syntax::is_keyword(&name) {
            name = eco_format!("{wish}_{number}");
            number += 1;
        }
        self.taken.insert(name.clone());
        name
    }
}

/// A platform name as a variable: itself if it is an identifier, else in `snake_case`.
pub(crate) fn variable_name(key: &str) -> EcoString {
    if flowc_syntax::is_identifier(key) { key.into() } else { name_from_title(key) }
}

/// Outputs whose keys say nothing about what they hold.
const DULL: [&str; 14] = [
    "output", "result", "item", "list", "values", "value", "Result", "text", "body", "Response", "Output", "new list",
    "sorted list", "message",
];

/// What to call a card's value: after the field it fills, the title a person gave, the output's name.
pub(crate) fn wish(body: &Body, id: CardId, card: &Card, signature: Option<&Signature>) -> EcoString {
    let output = card.outputs.iter().find(|output| !matches!(output.role, Role::Capture(_)));
    if let Some(label) = output.and_then(|output| output.label.as_ref()) {
        return variable_name(label);
    }
    if signature.is_none_or(|signature| signature.title != card.title) {
        let name = name_from_title(&card.title);
        if !name.is_empty() && name.len() <= 32 {
            return name;
        }
    }
    let mut targets = body.wires_from(id).filter_map(|end| {
        let input = body.card(end.card)?.inputs.get(end.wire.input)?;
        matches!(input.role, Role::Author | Role::Dynamic).then(|| input.key.clone())
    });
    if let (Some(first), true) = (targets.next(), body.wires_from(id).count() == 1) {
        if first.len() <= 32 {
            return variable_name(&first);
        }
    }
    if let (Some(output), 1) = (output, card.outputs.len()) {
        if !DULL.contains(&output.key.as_str()) {
            return variable_name(&output.key);
        }
    }
    match signature {
        Some(signature) => {
            let word = signature.name.rsplit('.').next().unwrap_or(&signature.name);
            noun(word)
        }
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
        "at" | "find" | "get_first_item" | "get_last_item" => "found",
        "construct" => "object",
        "compose" | "concatenate" => "text",
        "length" => "count",
        "call_flow" => "called",
        "compare" => "holds",
        other => other,
    }
    .into()
}
