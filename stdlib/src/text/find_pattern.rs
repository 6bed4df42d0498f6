//! `text.find_pattern`: the position of the first match of a regular expression, or -1.

use super::pattern::Pattern;
use flowc_value::Value;

use crate::call::{Call, CardError};
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
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["utf16", "a pattern that needs very many steps fails"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let pattern = Pattern::new(&call.text(1), true)?;
    let found = pattern.find(&call.text(0))?;
    call.set(0, found.map_or(Value::from(-1), Value::from));
    Ok(())
}
