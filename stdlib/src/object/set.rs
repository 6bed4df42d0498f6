//! `object.set`: the object with the value at a path replaced or added.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Set.
pub const CARD: Card = Card {
    name: "object.set",
    address: ("object", "set"),
    title: "Set",
    description: "Set a key of an object to a specified value, creating a new key if it doesn't exist already.",
    doc: "The object with the value at a path replaced or added.\nA list as path is a list of literal keys.",
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("path").required().typing(Typing::AdoptsAll(&[Kind::Text])),
        Port::text("value").required().typing(Typing::AdoptsAll(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("output").default("null")],
    input_side: Side::FIXED
        .rules(r#"{"path":{"collection":"*","types":["string"]},"value":{"collection":"*","types":["*"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["dotted-key"],
    ..Card::BLANK
};
