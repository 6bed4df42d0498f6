//! `object.clear_empty`: the object without the keys whose value is null, empty text or an empty object.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Model, Port, Run, Side, Typing};

/// The card Clear Empty.
pub const CARD: Card = Card {
    name: "object.clear_empty",
    address: ("object", "clearEmpty"),
    title: "Clear Empty",
    description: "The object without the keys whose value is null, empty text or an empty object.",
    doc: "The object without the keys whose value is null, empty text or an empty object.\n`recursive` clears nested objects as well.",
    model: Model { timeout: 30_000, ..Model::PURE },
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])), Port::boolean("recursive").default("true"),],
    outputs: &[Port::object("output")],
    input_side: Side::FIXED.rules(r#"{"object":{"collection":false,"types":["object"]},"recursive":{"collection":false,"types":["boolean"]}}"#),
    output_side: Side::FIXED.rules(r#"{"output":{"collection":false,"types":["object"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["clear-empty-lists"],
    ..Card::BLANK
};
