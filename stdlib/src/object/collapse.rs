//! `object.collapse`: an object from a list of `{key, value}` objects.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Collapse.
pub const CARD: Card = Card {
    name: "object.collapse",
    address: ("object", "collapse"),
    title: "Collapse",
    description: "An object from a list of `{key, value}` objects.",
    doc: "An object from a list of `{key, value}` objects.",
    inputs: &[Port::object("list").list().required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::object("output").default("null")],
    input_side: Side::OPEN,
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
