//! `text.at`: the character at a position, counted from 0.

use crate::card::{Card, Evidence, Port, Run};

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
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["utf16"],
    ..Card::BLANK
};
