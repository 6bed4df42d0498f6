//! `boolean.not`: the opposite of the input.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Not.
pub const CARD: Card = Card {
    name: "boolean.not",
    address: ("boolean", "not"),
    title: "Not",
    description: "The opposite of the input.",
    doc: "The opposite of the input.",
    inputs: &[Port::boolean("a").named("input").label("input field")],
    outputs: &[Port::boolean("output").named("result").label("result").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["null-boolean", "text-to-boolean", "text-boolean-case"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let truth = call.boolean(0)?;
    call.set(0, !truth);
    Ok(())
}
