//! `boolean.all_false`: true when every input is false.

use super::{BOOLEAN_RULES, INPUT_1, INPUT_2, truths};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card All False?.
pub const CARD: Card = Card {
    name: "boolean.all_false",
    aliases: &["boolean.nor"],
    address: ("boolean", "nor"),
    title: "All False?",
    description: "True when every input is false.",
    doc: "True when every input is false.\nFurther inputs may be added.",
    inputs: &[INPUT_1, INPUT_2],
    outputs: &[Port::boolean("output").named("all_false").label("all false?").default("null")],
    input_side: Side::OPEN.rules(BOOLEAN_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["null-boolean", "text-to-boolean", "text-boolean-case"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let truths = truths(call)?;
    call.set(0, !truths.iter().any(|&truth| truth));
    Ok(())
}
