//! `number.sign`: -1 for a negative number, 0 for zero, 1 for a positive one.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Sign.
pub const CARD: Card = Card {
    name: "number.sign",
    address: ("math", "sign"),
    title: "Sign",
    description: "-1 for a negative number, 0 for zero, 1 for a positive one.",
    doc: "-1 for a negative number, 0 for zero, 1 for a positive one.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let number = call.number(0)?;
    call.set(0, if number == 0.0 || number.is_nan() { number } else { number.signum() });
    Ok(())
}
