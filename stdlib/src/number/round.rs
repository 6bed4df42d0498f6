//! `number.round`: the nearest whole number; halves round up.

use flowc_value::number::{Rounding, round};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Round.
pub const CARD: Card = Card {
    name: "number.round",
    address: ("math", "round"),
    title: "Round",
    description: "Round a number to the nearest integer.",
    doc: "The nearest whole number; halves round up.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").named("rounded").label("rounded").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["negative-half", "null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let number = call.number(0)?;
    call.set(0, round(number, Rounding::Nearest));
    Ok(())
}
