//! `text.base64_decode`: the text behind base64.

use crate::card::{Card, Evidence, Port, Run};

/// The card Base64 Decode.
pub const CARD: Card = Card {
    name: "text.base64_decode",
    aliases: &["text.base64decode"],
    address: ("string", "base64Decode"),
    title: "Base64 Decode",
    description: "Return the base64 decoding of a text string.",
    doc: "The text behind base64.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
