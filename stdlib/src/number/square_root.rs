//! `number.square_root`: the square root.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Square Root.
pub const CARD: Card = Card {
    name: "number.square_root",
    aliases: &["number.sqrt"],
    address: ("math", "sqrt"),
    title: "Square Root",
    description: "The square root.",
    doc: "The square root.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["null-number", "the root of a negative number is NaN"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let number = call.number(0)?;
    call.set(0, number.sqrt());
    Ok(())
}
