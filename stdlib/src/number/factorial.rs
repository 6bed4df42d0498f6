//! `number.factorial`: the factorial of the number; 0 for a negative one.

use super::arithmetic::factorial;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Factorial.
pub const CARD: Card = Card {
    name: "number.factorial",
    address: ("math", "factorial"),
    title: "Factorial",
    description: "The factorial of the number; 0 for a negative one.",
    doc: "The factorial of the number; 0 for a negative one.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["null-number", "fractions are cut off"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let number = call.number(0)?;
    call.set(0, if number < 0.0 { 0.0 } else { factorial(number.trunc()) });
    Ok(())
}
