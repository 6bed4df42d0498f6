//! `date.date_to_text`: the date as text by a pattern, in a time zone.

use crate::card::{Card, Evidence, Port, Run};

/// The card Date to Text.
pub const CARD: Card = Card {
    name: "date.date_to_text",
    aliases: &["date.format"],
    address: ("date", "format"),
    title: "Date to Text",
    description: "Format a date & time using a specified format (e.g. MM/DD/YYYY) and timezone.",
    doc: "The date as text by a pattern, in a time zone.\nPatterns are those of moment.js: YYYY-MM-DD, dddd, h:mm a.",
    inputs: &[Port::date("start").required(), Port::text("format").required(), Port::text("zone").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-zone"],
    ..Card::BLANK
};
