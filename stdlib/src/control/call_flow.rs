//! `control.call_flow`: calls a helper flow, waits for it and gives what it returned.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};
use crate::ports::HELPER_FLOW;

/// The card Call Flow.
pub const CARD: Card = Card {
    name: "control.call_flow",
    aliases: &["control.spawn"],
    address: ("control", "spawn"),
    title: "Call Flow",
    description: "Run a Flow and wait for the resulting output.",
    doc: "Calls a helper flow, waits for it and gives what it returned.",
    class: Class::Control,
    model: Model { asynchronous: true, timeout: 300_000, ..Model::PURE },
    inputs: &[HELPER_FLOW],
    input_side: Side::OPEN.groups(r#"{"context":{"extensible":true,"reserved":{},"type":"object"}}"#),
    output_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Control(Control::Call),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["missing-input", "missing-result", "no-return", "helper-error"],
    ..Card::BLANK
};
