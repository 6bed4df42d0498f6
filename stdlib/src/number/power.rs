//! `number.power`: the base to the power of the exponent.

use super::arithmetic::power;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Power.
pub const CARD: Card = Card {
    name: "number.power",
    address: ("math", "power"),
    title: "Power",
    description: "The base to the power of the exponent.",
    doc: "The base to the power of the exponent.",
    inputs: &[
        Port::number("a").named("base").label("base").required(),
        Port::number("b").named("exponent").label("exponent").required(),
    ],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (a, b) = (call.number(0)?, call.number(1)?);
    call.set(0, power(a, b));
    Ok(())
}
