//! `number.power`: the base to the power of the exponent.

use crate::card::{Card, Evidence, Port, Run};

/// The card Power.
pub const CARD: Card = Card {
    name: "number.power",
    address: ("math", "power"),
    title: "Power",
    description: "The base to the power of the exponent.",
    doc: "The base to the power of the exponent.",
    inputs: &[
        Port::number("a").named("base").label("base").required(),
        Port::number("b").named("exponent").label("exponent").required(),
    ],
    outputs: &[Port::number("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
