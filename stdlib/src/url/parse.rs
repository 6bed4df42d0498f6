//! `url.parse`: the parts of a URL, encoded.

use crate::card::{Card, Evidence, Port, Run};

/// The card Parse.
pub const CARD: Card = Card {
    name: "url.parse",
    address: ("url", "parse"),
    title: "Parse",
    description: "Parse full URL text into its encoded parts.",
    doc: "The parts of a URL, encoded.",
    inputs: &[Port::text("url").required()],
    outputs: &[
        Port::text("protocol").default("null"),
        Port::text("host").default("null"),
        Port::number("port").default("null"),
        Port::text("path").default("null"),
        Port::text("query").default("null"),
    ],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["url-port"],
    ..Card::BLANK
};
