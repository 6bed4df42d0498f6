//! `text.text_segment`: the part of a text between two positions.

use flowc_value::text::utf16;

use crate::call::{Call, CardError};
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
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["substr-odd", "utf16"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (start, end) = (call.given_number(1)?, call.given_number(2)?);
    let segment = utf16::slice(&call.text(0), start.unwrap_or(0.0), end);
    call.set(0, segment);
    Ok(())
}
