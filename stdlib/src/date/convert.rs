//! `date.convert`: one date in several notations.

use crate::card::{Card, Evidence, Port, Run};

/// The card Convert.
pub const CARD: Card = Card {
    name: "date.convert",
    aliases: &["date.from_iso"],
    address: ("date", "fromISO"),
    title: "Convert",
    description: "Convert a date & time to a variety of formats.",
    doc: "One date in several notations.\n`epoch` counts seconds, `unix` milliseconds; pattern and zone act on `custom` alone.",
    inputs: &[
        Port::text("start").required(),
        Port::text("format").default("null"),
        Port::text("zone").default("null"),
    ],
    outputs: &[
        Port::date("date").default("null"),
        Port::text("iso").default("null"),
        Port::text("epoch").default("null"),
        Port::text("unix").default("null"),
        Port::text("human").default("null"),
        Port::text("custom").default("null"),
    ],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-zone", "convert-custom", "convert-human", "convert-iso"],
    ..Card::BLANK
};
