//! `date.iso`: the date as ISO 8601 text.

use crate::card::{Card, Evidence, Port, Run};

/// The card ISO.
pub const CARD: Card = Card {
    name: "date.iso",
    address: ("date", "iso"),
    title: "ISO",
    description: "Generate the ISO 8601 format for a date & time.",
    doc: "The date as ISO 8601 text.",
    inputs: &[Port::date("start").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
