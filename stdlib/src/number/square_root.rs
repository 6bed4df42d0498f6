//! `number.square_root`: the square root.

use crate::card::{Card, Evidence, Port, Run};

/// The card Square Root.
pub const CARD: Card = Card {
    name: "number.square_root",
    aliases: &["number.sqrt"],
    address: ("math", "sqrt"),
    title: "Square Root",
    description: "The square root.",
    doc: "The square root.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
