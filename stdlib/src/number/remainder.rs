//! `number.remainder`: the remainder of a division, with the sign of the dividend.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Remainder.
pub const CARD: Card = Card {
    name: "number.remainder",
    aliases: &["number.mod"],
    address: ("math", "mod"),
    title: "Remainder",
    description: "The remainder of a division, with the sign of the dividend.",
    doc: "The remainder of a division, with the sign of the dividend.",
    inputs: &[
        Port::number("a").named("number").label("number").required(),
        Port::number("b").named("divided_by").label("divided by").required(),
    ],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["null-number", "the remainder has the sign of the dividend, as % of JavaScript has"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (a, b) = (call.number(0)?, call.number(1)?);
    call.set(0, a % b);
    Ok(())
}
