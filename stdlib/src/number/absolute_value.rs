//! `number.absolute_value`: the number without its sign.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Absolute Value.
pub const CARD: Card = Card {
    name: "number.absolute_value",
    aliases: &["number.abs"],
    address: ("math", "abs"),
    title: "Absolute Value",
    description: "The number without its sign.",
    doc: "The number without its sign.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let number = call.number(0)?;
    call.set(0, number.abs());
    Ok(())
}
