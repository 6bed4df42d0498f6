//! `text.find_pattern`: the position of the first match of a regular expression, or -1.

use super::pattern::Pattern;
use flowc_value::{Value, convert};

use crate::call::{Call, CardError, Prepared};
use crate::card::{Card, Evidence, Port, Run};

/// The card Find Pattern.
pub const CARD: Card = Card {
    name: "text.find_pattern",
    aliases: &["text.match"],
    address: ("string", "match"),
    title: "Find Pattern",
    description: "Search text for the first match of a pattern.",
    doc: "The position of the first match of a regular expression, or -1.",
    inputs: &[
        Port::text("string").named("look_in").label("look in").required(),
        Port::text("target").named("look_for").label("look for").required(),
    ],
    outputs: &[Port::number("output").named("position").label("position").default("null")],
    run: Run::Function(evaluate),
    prepare: Some(prepare),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["utf16", "a pattern that needs very many steps fails"],
    ..Card::BLANK
};

fn prepare(constants: &[Option<&Value>]) -> Prepared {
    let pattern = constants.get(1).copied().flatten().map(pattern_of);
    pattern.and_then(Result::ok).map_or_else(Prepared::default, Prepared::new)
}

fn pattern_of(input: &Value) -> Result<Pattern, CardError> {
    Pattern::new(&convert::to_text(input), true)
}

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let text = call.text(0);
    let found = match call.spec.prepared.get::<Pattern>() {
        Some(pattern) => pattern.find(&text)?,
        None => pattern_of(call.input(1))?.find(&text)?,
    };
    call.set(0, found.map_or(Value::from(-1), Value::from));
    Ok(())
}
