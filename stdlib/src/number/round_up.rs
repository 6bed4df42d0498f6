//! `number.round_up`: the number rounded up.

use crate::card::{Card, Evidence, Model, Port, Run};

/// The card Round Up.
pub const CARD: Card = Card {
    name: "number.round_up",
    aliases: &["number.ceil"],
    address: ("math", "ceil"),
    title: "Round Up",
    description: "Round up to the nearest integer (aka Ceiling).",
    doc: "The number rounded up.",
    model: Model { executable: true, timeout: 30_000, ..Model::PURE },
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").named("rounded_up").label("rounded up").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
