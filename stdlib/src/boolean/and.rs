//! `boolean.and`: true when every input is true.

use super::{BOOLEAN_RULES, INPUT_1, INPUT_2, truths};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card And.
pub const CARD: Card = Card {
    name: "boolean.and",
    address: ("boolean", "and"),
    title: "And",
    description: "Return true if all inputs are true.",
    doc: "True when every input is true.\nFurther inputs may be added.",
    inputs: &[INPUT_1.optional(), INPUT_2.optional()],
    outputs: &[Port::boolean("output").named("all_true").label("all true?").default("null")],
    input_side: Side::OPEN.rules(BOOLEAN_RULES),
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
