//! `number.subtract`: one number less another.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Subtract.
pub const CARD: Card = Card {
    name: "number.subtract",
    address: ("math", "subtract"),
    title: "Subtract",
    description: "Subtract one number from another.",
    doc: "One number less another.",
    inputs: &[
        Port::number("a").named("number").label("number").required(),
        Port::number("b").named("subtract").label("subtract").required(),
    ],
    outputs: &[Port::number("output").named("difference").label("difference").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (a, b) = (call.number(0)?, call.number(1)?);
    call.set(0, a - b);
    Ok(())
}
