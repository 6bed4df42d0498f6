//! `list.pluck`: what is at a path of each item; items without it give null.

use flowc_types::Kind;
use flowc_value::{Value, path};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Pluck.
pub const CARD: Card = Card {
    name: "list.pluck",
    address: ("list", "pluck"),
    title: "Pluck",
    description: "Given a list of objects, create a new list using only a specified \
                  portion from each object.",
    doc: "What is at a path of each item; items without it give null.",
    inputs: &[
        Port::object("list").list().required().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("key"),
    ],
    outputs: &[Port::object("values").list().default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED.rules(r#"{"list":{"collection":true,"types":["object"]}}"#),
    output_side: Side::FIXED.rules(r#"{"values":{"collection":true,"types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["pluck-missing", "dotted-key"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, key) = (call.list(0)?, call.text(1));
    let values: Vec<Value> = list.iter().map(|item| path::get(item, &key).into()).collect();
    call.set(0, values);
    Ok(())
}
