//! `boolean.any_false`: true when at least one input is false.

use super::truths;
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
    inputs: &[
        Port::boolean("a").named("input_1").label("input 1"),
        Port::boolean("b").named("input_2").label("input 2"),
    ],
    outputs: &[Port::boolean("output").named("any_false").label("any false?").default("null")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["boolean"]}}"#),
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
