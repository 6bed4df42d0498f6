//! `text.find_last`: the position of the last occurrence of a text in another, or -1.

use crate::card::{Card, Evidence, Port, Run};

/// The card Find Last.
pub const CARD: Card = Card {
    name: "text.find_last",
    aliases: &["text.last_index_of"],
    address: ("string", "lastIndexOf"),
    title: "Find Last",
    description: "Search for the last match inside text. Returns the position (index) or -1 if not found.",
    doc: "The position of the last occurrence of a text in another, or -1.\nThe occurrence may begin at the right-most position at the latest.",
    inputs: &[
        Port::text("string").named("look_in").label("look in").required(),
        Port::text("substr").named("look_for").label("look for").required(),
        Port::number("index").named("right_most_position").label("right-most position").default("null"),
    ],
    outputs: &[Port::number("output").named("position").label("position").default("-1")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["utf16"],
    ..Card::BLANK
};
