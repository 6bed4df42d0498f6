//! `boolean.xnor`: true when both inputs are equal.

use super::{INPUT_1, INPUT_2};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card XNOR.
pub const CARD: Card = Card {
    name: "boolean.xnor",
    address: ("boolean", "xnor"),
    title: "XNOR",
    description: "True when both inputs are equal.",
    doc: "True when both inputs are equal.",
    inputs: &[INPUT_1.required(), INPUT_2.required()],
    outputs: &[Port::boolean("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["null-boolean", "text-to-boolean", "text-boolean-case"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (a, b) = (call.boolean(0)?, call.boolean(1)?);
    call.set(0, a == b);
    Ok(())
}
