//! `url.decode_component`: percent-decoded text.

use super::decode;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Decode Component.
pub const CARD: Card = Card {
    name: "url.decode_component",
    address: ("url", "decodeComponent"),
    title: "Decode Component",
    description: "Percent-decoded text.",
    doc: "Percent-decoded text.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["null-text", "a + stays, a wrong % is an error, as in JavaScript"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let text = call.text(0);
    let decoded = decode(&text).ok_or_else(|| CardError::new("URI malformed"))?;
    call.set(0, decoded);
    Ok(())
}
