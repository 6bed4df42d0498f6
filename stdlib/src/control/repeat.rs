//! `control.repeat`: runs a helper flow a number of times.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, concurrency};

/// The card Repeat.
pub const CARD: Card = Card {
    name: "control.repeat",
    aliases: &["control.times"],
    address: ("control", "times"),
    title: "Repeat",
    description: "Repeatedly run a Flow a specified number of times.",
    doc: "Runs a helper flow a number of times.\nIt may run up to 10,000 times and gives nothing.",
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, ..Model::PURE },
    inputs: &[
        Port::number("count").required(),
        HELPER_FLOW,
        concurrency("1"),
    ],
    input_side: Side::OPEN
        .groups(ITEM_CONTEXT),
    run: Run::Control(Control::Repeat),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
