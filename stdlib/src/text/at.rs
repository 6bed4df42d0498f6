//! `text.at`: the character at a position, counted from 0.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};
use flowc_value::text::utf16;

/// The card At.
pub const CARD: Card = Card {
    name: "text.at",
    address: ("string", "at"),
    title: "At",
    description: "Return the single character at a specified position in a text, where 0 is the first position.",
    doc: "The character at a position, counted from 0.",
    inputs: &[
        Port::text("string").named("text").label("text").required(),
        Port::number("index").named("position").label("position").required(),
    ],
    outputs: &[Port::text("output").named("character").label("character").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["utf16", "null-number", "a position outside the text gives empty text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (text, index) = (call.text(0), call.number(1)?.trunc());
    let character = if index >= 0.0 { utf16::slice(&text, index, Some(index + 1.0)) } else { String::new() };
    call.set(0, character);
    Ok(())
}
