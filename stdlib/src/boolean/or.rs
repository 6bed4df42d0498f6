//! `boolean.or`: true when at least one input is true.

use super::{BOOLEAN_RULES, INPUT_1, INPUT_2, truths};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Or.
pub const CARD: Card = Card {
    name: "boolean.or",
    address: ("boolean", "or"),
    title: "Or",
    description: "Return true if any input is true.",
    doc: "True when at least one input is true.\nFurther inputs may be added.",
    inputs: &[INPUT_1, INPUT_2],
    outputs: &[Port::boolean("output").named("any_true").label("any true?").default("null")],
    input_side: Side::OPEN.rules(BOOLEAN_RULES),
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
