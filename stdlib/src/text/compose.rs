//! `text.compose`: text with values embedded in it.

use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Compose.
pub const CARD: Card = Card {
    name: "text.compose",
    address: ("string", "compose"),
    title: "Compose",
    description: "Enter free form text and optionally drag fields into your text like a mail merge.",
    doc: "Text with values embedded in it.\nThe template holds a hole for each embedded value, and each hole is an author-made input.",
    inputs: &[Port::text("_text_").named("text").required()],
    outputs: &[Port::text("output")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["string"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-text", "boolean-as-text", "object-as-text"],
    ..Card::BLANK
};
