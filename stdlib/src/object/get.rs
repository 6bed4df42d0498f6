//! `object.get`: what is at a path of an object.

use flowc_types::Kind;
use flowc_value::convert::to_text;
use flowc_value::{Value, path};

use super::structure;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Get.
pub const CARD: Card = Card {
    name: "object.get",
    address: ("object", "get"),
    title: "Get",
    description: "Read a value from an object at a given path.",
    doc: "What is at a path of an object.\n\
          A dot steps into an object, a number into a list; a path that leads nowhere gives null. A \
          list as path is a list of literal keys.",
    inputs: &[
        Port::object("object").required().typing(Typing::AdoptsAll(&[Kind::Object])),
        Port::text("path").required().typing(Typing::AdoptsAll(&[Kind::Text])),
    ],
    outputs: &[Port::text("output").available(r#"["*"]"#)],
    input_side: Side::FIXED.rules(
        r#"{"object":{"collection":"*","types":["object"]},"path":{"collection":"*","types":["string"]}}"#,
    ),
    output_side: Side::FIXED.rules(r#"{"output":{"collection":"*","types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["missing-path", "dotted-key"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let source = structure(call, 0)?;
    let found = match call.input(1) {
        Value::List(keys) => path::get_keys(&source, keys.iter().map(to_text)).cloned(),
        text => path::get(&source, &to_text(text)).cloned(),
    };
    call.set(0, found);
    Ok(())
}
