//! `number.round_down`: the number rounded down.

use flowc_value::number::{Rounding, round};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Round Down.
pub const CARD: Card = Card {
    name: "number.round_down",
    aliases: &["number.floor"],
    address: ("math", "floor"),
    title: "Round Down",
    description: "The number rounded down.",
    doc: "The number rounded down.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").named("rounded_down").label("rounded down").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let number = call.number(0)?;
    call.set(0, round(number, Rounding::Down));
    Ok(())
}
