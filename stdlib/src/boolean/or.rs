//! `boolean.or`: true when at least one input is true.

use super::truths;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Or.
pub const CARD: Card = Card {
    name: "boolean.or",
    address: ("boolean", "or"),
    title: "Or",
    description: "Return true if any input is true.",
    doc: "True when at least one input is true.\nFurther inputs may be added.",
    inputs: &[
        Port::boolean("a").named("input_1").label("input 1"),
        Port::boolean("b").named("input_2").label("input 2"),
    ],
    outputs: &[Port::boolean("output").named("any_true").label("any true?").default("null")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["boolean"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-boolean", "text-to-boolean", "text-boolean-case"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let truths = truths(call)?;
    call.set(0, truths.iter().any(|&truth| truth));
    Ok(())
}
