//! `url.encode_query`: an object as query text, without a question mark at its front.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Encode Query.
pub const CARD: Card = Card {
    name: "url.encode_query",
    aliases: &["url.encode"],
    address: ("url", "encode"),
    title: "Encode Query",
    description: "Encode a query object into a URL-encoded query string.",
    doc: "An object as query text, without a question mark at its front.",
    inputs: &[Port::object("data").required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["url-space"],
    ..Card::BLANK
};
