//! `number.sign`: -1 for a negative number, 0 for zero, 1 for a positive one.

use crate::card::{Card, Evidence, Port, Run};

/// The card Sign.
pub const CARD: Card = Card {
    name: "number.sign",
    address: ("math", "sign"),
    title: "Sign",
    description: "-1 for a negative number, 0 for zero, 1 for a positive one.",
    doc: "-1 for a negative number, 0 for zero, 1 for a positive one.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
