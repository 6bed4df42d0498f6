//! `text.text_segment`: the part of a text between two positions.

use crate::card::{Card, Evidence, Port, Run};

/// The card Text Segment.
pub const CARD: Card = Card {
    name: "text.text_segment",
    aliases: &["text.substr"],
    address: ("string", "substr"),
    title: "Text Segment",
    description: "Return a portion of text (aka Substring).",
    doc: "The part of a text between two positions.\nWithout an end it goes to the end of the text.",
    inputs: &[
        Port::text("string").named("text").label("text").required(),
        Port::number("start").named("start_at").label("start at").default("null"),
        Port::number("end").named("end_before").label("end before").default("null"),
    ],
    outputs: &[Port::text("output").named("segment").label("segment").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["substr-odd", "utf16"],
    ..Card::BLANK
};
