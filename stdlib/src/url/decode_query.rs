//! `url.decode_query`: a query text as an object of texts.

use crate::card::{Card, Evidence, Port, Run};

/// The card Decode Query.
pub const CARD: Card = Card {
    name: "url.decode_query",
    aliases: &["url.decode"],
    address: ("url", "decode"),
    title: "Decode Query",
    description: "A query text as an object of texts.",
    doc: "A query text as an object of texts.",
    inputs: &[Port::text("query").required()],
    outputs: &[Port::object("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
