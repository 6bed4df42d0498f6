//! `url.encode_component`: text percent-encoded for use in a URL.

use super::encode;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Encode Component.
pub const CARD: Card = Card {
    name: "url.encode_component",
    address: ("url", "encodeComponent"),
    title: "Encode Component",
    description: "Encode text for use within an URL query. All characters with special URL meaning will be encoded.",
    doc: "Text percent-encoded for use in a URL.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let encoded = encode(&call.text(0));
    call.set(0, encoded);
    Ok(())
}
