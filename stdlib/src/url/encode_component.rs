//! `url.encode_component`: text percent-encoded for use in a URL.

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
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
