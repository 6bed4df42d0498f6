//! `number.log`: the natural logarithm.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Log.
pub const CARD: Card = Card {
    name: "number.log",
    address: ("math", "log"),
    title: "Log",
    description: "The natural logarithm.",
    doc: "The natural logarithm.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["null-number", "the natural logarithm"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let number = call.number(0)?;
    call.set(0, number.ln());
    Ok(())
}
