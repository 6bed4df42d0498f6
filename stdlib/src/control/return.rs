//! `control.return`: ends the flow and hands its fields back to the caller.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};

/// The card Return.
pub const CARD: Card = Card {
    name: "control.return",
    address: ("control", "return"),
    title: "Return",
    description: "End the Flow and return values to the caller of the Flow.",
    doc: "Ends the flow and hands its fields back to the caller.\n\
          In a branch of If/ElseIf or in a block of If Error it only gives the block its outputs.",
    class: Class::Control,
    model: Model { mirrored: true, ..Model::PURE },
    // Packs differ in `extensible` and `rules` and `groupRules` by where the card stands; this is the
    // most common form.
    input_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    output_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Control(Control::Return),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["missing-result"],
    ..Card::BLANK
};
