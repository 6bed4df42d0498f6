//! `object.zip`: an object from a list of keys and a list of values.

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Zip.
pub const CARD: Card = Card {
    name: "object.zip",
    address: ("object", "zip"),
    title: "Zip",
    description: "An object from a list of keys and a list of values.",
    doc: "An object from a list of keys and a list of values.\nKeys are literal: a dot in a key does not nest.",
    inputs: &[
        Port::text("keys").list(),
        Port::object("values").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("object").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
