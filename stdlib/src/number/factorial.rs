//! `number.factorial`: the factorial of the number; 0 for a negative one.

use crate::card::{Card, Evidence, Port, Run};

/// The card Factorial.
pub const CARD: Card = Card {
    name: "number.factorial",
    address: ("math", "factorial"),
    title: "Factorial",
    description: "The factorial of the number; 0 for a negative one.",
    doc: "The factorial of the number; 0 for a negative one.",
    inputs: &[Port::number("a").named("number").label("number").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
