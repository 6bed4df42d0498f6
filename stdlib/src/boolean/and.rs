//! `boolean.and`: true when every input is true.

use super::truths;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card And.
pub const CARD: Card = Card {
    name: "boolean.and",
    address: ("boolean", "and"),
    title: "And",
    description: "Return true if all inputs are true.",
    doc: "True when every input is true.\nFurther inputs may be added.",
    inputs: &[
        Port::boolean("a").named("input_1").label("input 1").optional(),
        Port::boolean("b").named("input_2").label("input 2").optional(),
    ],
    outputs: &[Port::boolean("output").named("all_true").label("all true?").default("null")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["boolean"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-boolean", "text-to-boolean", "text-boolean-case"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let truths = truths(call)?;
    call.set(0, truths.iter().all(|&truth| truth));
    Ok(())
}
