//! `object.move`: the object with one key renamed; it moves to the end.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Move.
pub const CARD: Card = Card {
    name: "object.move",
    address: ("object", "move"),
    title: "Move",
    description: "Move a value from one key to another in an object; i.e. rename a key while preserving the value.",
    doc: "The object with one key renamed; it moves to the end.",
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("source").required(),
        Port::text("destination").required(),
    ],
    outputs: &[Port::object("output")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
