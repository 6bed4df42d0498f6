//! `json.parse`: reads JSON text.

use crate::card::{Card, Evidence, Model, Port, Run, Side};

/// The card Parse.
pub const CARD: Card = Card {
    name: "json.parse",
    address: ("json", "parse"),
    title: "Parse",
    description: "Parse a JSON string into an object or list.",
    doc: "Reads JSON text.",
    model: Model { executable: true, timeout: 30_000, ..Model::PURE },
    inputs: &[Port::text("string").required()],
    outputs: &[Port::object("output").default("null")],
    output_side: Side::FIXED
        .rules(r#"{"output":{"collection":"*","types":["string","number","Date","object","boolean"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["json-empty", "json-message"],
    ..Card::BLANK
};
