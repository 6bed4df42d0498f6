//! `boolean.not`: the opposite of the input.

use crate::card::{Card, Evidence, Port, Run};

/// The card Not.
pub const CARD: Card = Card {
    name: "boolean.not",
    address: ("boolean", "not"),
    title: "Not",
    description: "The opposite of the input.",
    doc: "The opposite of the input.",
    inputs: &[Port::boolean("a").named("input").label("input")],
    outputs: &[Port::boolean("output").named("result").label("result").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
