//! `date.epoch`: seconds since 1970-01-01 UTC.

use crate::card::{Card, Evidence, Port, Run};

/// The card EPOCH.
pub const CARD: Card = Card {
    name: "date.epoch",
    address: ("date", "epoch"),
    title: "EPOCH",
    description: "Generate the UNIX Epoch format for a date & time.",
    doc: "Seconds since 1970-01-01 UTC.",
    inputs: &[Port::date("start").required()],
    outputs: &[Port::number("output")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
