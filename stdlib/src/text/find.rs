//! `text.find`: the position of the first occurrence of a text in another, or -1.

use flowc_value::Value;
use flowc_value::text::utf16;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Find.
pub const CARD: Card = Card {
    name: "text.find",
    address: ("string", "find"),
    title: "Find",
    description: "Search text for the first match. Returns the position, where 0 is the first position and -1 if not found.",
    doc: "The position of the first occurrence of a text in another, or -1.",
    inputs: &[
        Port::text("string").named("look_in").label("look in").required(),
        Port::text("substr").named("look_for").label("look for").required(),
    ],
    outputs: &[Port::number("output").named("position").label("position").default("-1")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["utf16"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let found = utf16::index_of(&call.text(0), &call.text(1), 0);
    call.set(0, found.map_or(Value::from(-1), Value::from));
    Ok(())
}
