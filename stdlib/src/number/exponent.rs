//! `number.exponent`: e to the power of the number.

use crate::card::{Card, Evidence, Port, Run};

/// The card Exponent.
pub const CARD: Card = Card {
    name: "number.exponent",
    aliases: &["number.exp"],
    address: ("math", "exp"),
    title: "Exponent",
    description: "e to the power of the number.",
    doc: "e to the power of the number.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
