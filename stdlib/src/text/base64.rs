//! `text.base64`: the text's UTF-8 bytes as base64.

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
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};
