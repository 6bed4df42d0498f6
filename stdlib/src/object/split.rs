//! `object.split`: the object as a list of `{key, value}` objects.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Split.
pub const CARD: Card = Card {
    name: "object.split",
    address: ("object", "split"),
    title: "Split",
    description: "The object as a list of `{key, value}` objects.",
    doc: "The object as a list of `{key, value}` objects.",
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::object("list").list().default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
