//! `object.clear_empty`: the object without the keys whose value is null, empty text or an empty object.

use flowc_types::Kind;

use super::empty::{cleared, without_empty};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Model, Port, Run, Side, Typing};

/// The card Clear Empty.
pub const CARD: Card = Card {
    name: "object.clear_empty",
    address: ("object", "clearEmpty"),
    title: "Clear Empty",
    description: "The object without the keys whose value is null, empty text or an empty object.",
    doc: "The object without the keys whose value is null, empty text or an empty object.\n\
          `recursive` clears nested objects as well.",
    model: Model { timeout: 30_000, ..Model::PURE },
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::boolean("recursive").default("true"),
    ],
    outputs: &[Port::object("output")],
    input_side: Side::FIXED.rules(
        r#"{
            "object":{"collection":false,"types":["object"]},
            "recursive":{"collection":false,"types":["boolean"]}
        }"#,
    ),
    output_side: Side::FIXED.rules(r#"{"output":{"collection":false,"types":["object"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["clear-empty-lists"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (object, recursive) = (call.object(0)?, call.boolean(1)?);
    let output = if recursive { cleared(object) } else { without_empty(object) };
    call.set(0, output);
    Ok(())
}
