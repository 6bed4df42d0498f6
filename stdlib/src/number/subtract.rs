//! `number.subtract`: one number less another.

use crate::card::{Card, Evidence, Port, Run};

/// The card Subtract.
pub const CARD: Card = Card {
    name: "number.subtract",
    address: ("math", "subtract"),
    title: "Subtract",
    description: "Subtract one number from another.",
    doc: "One number less another.",
    inputs: &[
        Port::number("a").named("number").label("number").required(),
        Port::number("b").named("subtract").label("subtract").required(),
    ],
    outputs: &[Port::number("output").named("difference").label("difference").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
