//! `url.decode_component`: percent-decoded text.

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
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
