//! `number.log`: the natural logarithm.

use crate::card::{Card, Evidence, Port, Run};

/// The card Log.
pub const CARD: Card = Card {
    name: "number.log",
    address: ("math", "log"),
    title: "Log",
    description: "The natural logarithm.",
    doc: "The natural logarithm.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
