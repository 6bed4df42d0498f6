//! `number.round`: the nearest whole number; halves round up.

use crate::card::{Card, Evidence, Port, Run};

/// The card Round.
pub const CARD: Card = Card {
    name: "number.round",
    address: ("math", "round"),
    title: "Round",
    description: "Round a number to the nearest integer.",
    doc: "The nearest whole number; halves round up.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").named("rounded").label("rounded").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["negative-half"],
    ..Card::BLANK
};
