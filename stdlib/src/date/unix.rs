//! `date.unix`: milliseconds since 1970-01-01 UTC.

use crate::card::{Card, Evidence, Port, Run};

/// The card UNIX.
pub const CARD: Card = Card {
    name: "date.unix",
    address: ("date", "unix"),
    title: "UNIX",
    description: "Generate the UNIX standard format for a date & time.",
    doc: "Milliseconds since 1970-01-01 UTC.",
    inputs: &[Port::date("start").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
