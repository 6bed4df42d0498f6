//! `number.exponent`: e to the power of the number.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Exponent.
pub const CARD: Card = Card {
    name: "number.exponent",
    aliases: &["number.exp"],
    address: ("math", "exp"),
    title: "Exponent",
    description: "e to the power of the number.",
    doc: "e to the power of the number.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let number = call.number(0)?;
    call.set(0, number.exp());
    Ok(())
}
