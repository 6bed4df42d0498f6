//! `boolean.xnor`: true when both inputs are equal.

use crate::card::{Card, Evidence, Port, Run};

/// The card XNOR.
pub const CARD: Card = Card {
    name: "boolean.xnor",
    address: ("boolean", "xnor"),
    title: "XNOR",
    description: "True when both inputs are equal.",
    doc: "True when both inputs are equal.",
    inputs: &[
        Port::boolean("a").named("input_1").label("input 1").required(),
        Port::boolean("b").named("input_2").label("input 2").required(),
    ],
    outputs: &[Port::boolean("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
