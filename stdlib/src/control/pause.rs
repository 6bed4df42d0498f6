//! `control.pause`: pauses the flow until its resume address is called, and answers with its fields.

use crate::card::{Card, Class, Evidence, Run, Side};

/// The card Pause.
pub const CARD: Card = Card {
    name: "control.pause",
    address: ("control", "pause"),
    title: "Pause",
    description: "Pauses the flow until its resume address is called, and answers with its fields.",
    doc: "Pauses the flow until its resume address is called, and answers with its fields.\n\
          How the platform stores it is not known.",
    class: Class::Control,
    input_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    output_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Unknown("a pause lasts until somebody calls the resume address"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
