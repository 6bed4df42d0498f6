//! `list.sum`: the sum of a list of numbers.

use crate::card::{Card, Evidence, Port, Run};

/// The card Sum.
pub const CARD: Card = Card {
    name: "list.sum",
    address: ("list", "sum"),
    title: "Sum",
    description: "The sum of a list of numbers.",
    doc: "The sum of a list of numbers.",
    inputs: &[Port::number("list").list().required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
