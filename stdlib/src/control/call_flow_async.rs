//! `control.call_flow_async`: calls a helper flow and does not wait for it.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};
use crate::ports::HELPER_FLOW;

/// The card Call Flow Async.
pub const CARD: Card = Card {
    name: "control.call_flow_async",
    aliases: &["control.run"],
    address: ("control", "run"),
    title: "Call Flow Async",
    description: "Start another Flow then continue without waiting for that Flow to finish.",
    doc: "Calls a helper flow and does not wait for it.",
    class: Class::Control,
    model: Model { timeout: 30_000, ..Model::PURE },
    inputs: &[HELPER_FLOW],
    input_side: Side::OPEN.groups(r#"{"context":{"extensible":true,"reserved":{},"type":"object"}}"#),
    run: Run::Control(Control::CallAsync),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["async-inline"],
    ..Card::BLANK
};
