//! `text.find_pattern`: the position of the first match of a regular expression, or -1.

use crate::card::{Card, Evidence, Port, Run};

/// The card Find Pattern.
pub const CARD: Card = Card {
    name: "text.find_pattern",
    aliases: &["text.match"],
    address: ("string", "match"),
    title: "Find Pattern",
    description: "Search text for the first match of a pattern.",
    doc: "The position of the first match of a regular expression, or -1.",
    inputs: &[
        Port::text("string").named("look_in").label("look in").required(),
        Port::text("target").named("look_for").label("look for").required(),
    ],
    outputs: &[Port::number("output").named("position").label("position").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["utf16"],
    ..Card::BLANK
};
