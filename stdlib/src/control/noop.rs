//! `control.noop`: does nothing: the place where a flow without a trigger or an arm of If/Else begins.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};

/// The card Noop.
pub const CARD: Card = Card {
    name: "control.noop",
    address: ("control", "noop"),
    title: "Noop",
    description: "No-op. Does not do anything.",
    doc: "Does nothing: the place where a flow without a trigger or an arm of If/Else begins.",
    class: Class::Control,
    model: Model { displayed: false, ..Model::PURE },
    input_side: Side::OPEN,
    output_side: Side::OPEN,
    run: Run::Control(Control::Start),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};
