//! `number.round_decimal_places`: the number rounded to a number of decimals.

use crate::card::{Card, Evidence, Port, Run};

/// The card Round Decimal Places.
pub const CARD: Card = Card {
    name: "number.round_decimal_places",
    aliases: &["number.to_fixed"],
    address: ("math", "toFixed"),
    title: "Round Decimal Places",
    description: "The number rounded to a number of decimals.",
    doc: "The number rounded to a number of decimals.",
    inputs: &[
        Port::number("a").named("number").label("number").required(),
        Port::number("decimals").named("decimal_places").label("decimal places").required(),
    ],
    outputs: &[Port::number("output").named("rounded").label("rounded").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
