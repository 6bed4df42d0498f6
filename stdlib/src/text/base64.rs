//! `text.base64`: the text's UTF-8 bytes as base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Base64.
pub const CARD: Card = Card {
    name: "text.base64",
    address: ("string", "base64"),
    title: "Base64",
    description: "Return the base64 encoding of a text string.",
    doc: "The text's UTF-8 bytes as base64.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["the text is encoded as UTF-8"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let encoded = STANDARD.encode(call.text(0).as_bytes());
    call.set(0, encoded);
    Ok(())
}
