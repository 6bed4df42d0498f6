//! `control.assign`: gives values names: each output is the input of the same name.

use crate::card::{Card, Control, Evidence, Model, Run, Side};

/// The card Assign.
pub const CARD: Card = Card {
    name: "control.assign",
    aliases: &["control.let"],
    address: ("control", "let"),
    title: "Assign",
    description: "Create new output fields based on the input supplied.",
    doc: "Gives values names: each output is the input of the same name.",
    model: Model { mirrored: true, ..Model::PURE },
    input_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    output_side: Side::FIXED.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Control(Control::Assign),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
