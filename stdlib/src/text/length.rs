//! `text.length`: the number of characters.

use crate::card::{Card, Evidence, Port, Run};

/// The card Length.
pub const CARD: Card = Card {
    name: "text.length",
    address: ("string", "length"),
    title: "Length",
    description: "Calculate the length of a text input.",
    doc: "The number of characters.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::number("length")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Pack],
    assumed: &["utf16"],
    ..Card::BLANK
};
