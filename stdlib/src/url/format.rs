//! `url.format`: a URL from its parts.

use crate::card::{Card, Evidence, Port, Run};

/// The card Format.
pub const CARD: Card = Card {
    name: "url.format",
    address: ("url", "format"),
    title: "Format",
    description: "A URL from its parts.",
    doc: "A URL from its parts.",
    inputs: &[
        Port::text("protocol").required(),
        Port::text("host").required(),
        Port::number("port").default("null"),
        Port::text("path"),
        Port::text("query"),
    ],
    outputs: &[Port::text("url").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
