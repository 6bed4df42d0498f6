//! `object.unset`: the object without what is at a path.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Unset.
pub const CARD: Card = Card {
    name: "object.unset",
    address: ("object", "unset"),
    title: "Unset",
    description: "The object without what is at a path.",
    doc: "The object without what is at a path.\nA list as path is a list of literal keys.",
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])), Port::text("path")],
    outputs: &[Port::object("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["unset-item", "dotted-key"],
    ..Card::BLANK
};
