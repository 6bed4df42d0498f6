//! `control.join`: merges both arms of If/Else: each output is what the arm that ran gave for it.

use crate::card::{Card, Class, Control, Evidence, Run, Side};

/// The card Join.
pub const CARD: Card = Card {
    name: "control.join",
    address: ("control", "join"),
    title: "Join",
    description: "A method for joining IO from multiple mutually exclusive if/else branches.",
    doc: "Merges both arms of If/Else: each output is what the arm that ran gave for it.",
    class: Class::Control,
    input_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    output_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Control(Control::Join),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};
