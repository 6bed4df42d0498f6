//! `date.text_to_date`: reads a date from text by a pattern.

use crate::card::{Card, Evidence, Port, Run};

/// The card Text to Date.
pub const CARD: Card = Card {
    name: "date.text_to_date",
    aliases: &["date.parse"],
    address: ("date", "parse"),
    title: "Text to Date",
    description: "Parse text into a date & time according to a specified format (e.g. MM/DD/YYYY).",
    doc: "Reads a date from text by a pattern.\nWithout a pattern the text is read as a date is read everywhere else.",
    inputs: &[Port::text("start").required(), Port::text("format").default("null")],
    outputs: &[Port::date("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-parse-forgiving", "date-text"],
    ..Card::BLANK
};
