//! `number.remainder`: the remainder of a division, with the sign of the dividend.

use crate::card::{Card, Evidence, Port, Run};

/// The card Remainder.
pub const CARD: Card = Card {
    name: "number.remainder",
    aliases: &["number.mod"],
    address: ("math", "mod"),
    title: "Remainder",
    description: "The remainder of a division, with the sign of the dividend.",
    doc: "The remainder of a division, with the sign of the dividend.",
    inputs: &[
        Port::number("a").named("number").label("number").required(),
        Port::number("b").named("divided_by").label("divided by").required(),
    ],
    outputs: &[Port::number("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
