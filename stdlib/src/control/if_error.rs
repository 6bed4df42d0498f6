//! `control.if_error`: runs a block of cards and, if one of them fails, another block.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};
use crate::ports::HELPER_FLOW;

/// The card If Error.
pub const CARD: Card = Card {
    name: "control.if_error",
    aliases: &["control.try_catch"],
    address: ("control", "tryCatch"),
    title: "If Error",
    description: "Try a series of actions. If there's an error, run a different series of actions.",
    doc: "Runs a block of cards and, if one of them fails, another block.\n\
          Both blocks are bodies of their own; the second one receives the error.",
    class: Class::Control,
    model: Model { asynchronous: true, timeout: 300_000, ..Model::PURE },
    inputs: &[HELPER_FLOW],
    input_side: Side::OPEN.groups(r#"{"context":{"extensible":true,"reserved":{},"type":"object"}}"#),
    output_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Control(Control::Try),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["error-object"],
    ..Card::BLANK
};
