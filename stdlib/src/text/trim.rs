//! `text.trim`: the text without blanks at both ends.

use crate::card::{Card, Evidence, Port, Run};

/// The card Trim.
pub const CARD: Card = Card {
    name: "text.trim",
    address: ("string", "trim"),
    title: "Trim",
    description: "Remove leading and trailing blank spaces.",
    doc: "The text without blanks at both ends.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("output")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};
