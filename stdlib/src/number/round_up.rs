//! `number.round_up`: the number rounded up.

use flowc_value::number::{Rounding, round};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Model, Port, Run};

/// The card Round Up.
pub const CARD: Card = Card {
    name: "number.round_up",
    aliases: &["number.ceil"],
    address: ("math", "ceil"),
    title: "Round Up",
    description: "Round up to the nearest integer (aka Ceiling).",
    doc: "The number rounded up.",
    model: Model { executable: true, timeout: 30_000, ..Model::PURE },
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").named("rounded_up").label("rounded up").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let number = call.number(0)?;
    call.set(0, round(number, Rounding::Up));
    Ok(())
}
