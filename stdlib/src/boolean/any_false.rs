//! `boolean.any_false`: true when at least one input is false.

use super::{BOOLEAN_RULES, INPUT_1, INPUT_2, truths};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Any False?.
pub const CARD: Card = Card {
    name: "boolean.any_false",
    aliases: &["boolean.nand"],
    address: ("boolean", "nand"),
    title: "Any False?",
    description: "True when at least one input is false.",
    doc: "True when at least one input is false.\nFurther inputs may be added.",
    inputs: &[INPUT_1, INPUT_2],
    outputs: &[Port::boolean("output").named("any_false").label("any false?").default("null")],
    input_side: Side::OPEN.rules(BOOLEAN_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["null-boolean", "text-to-boolean", "text-boolean-case"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let truths = truths(call)?;
    call.set(0, !truths.iter().all(|&truth| truth));
    Ok(())
}
