//! `object.set`: the object with the value at a path replaced or added.

use flowc_types::Kind;
use flowc_value::convert::to_text;
use flowc_value::{Value, path};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Set.
pub const CARD: Card = Card {
    name: "object.set",
    address: ("object", "set"),
    title: "Set",
    description: "Set a key of an object to a specified value, creating a new key \
                  if it doesn't exist already.",
    doc: "The object with the value at a path replaced or added.\nA list as path is a list of literal keys.",
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("path").required().typing(Typing::AdoptsAll(&[Kind::Text])),
        Port::text("value").required().typing(Typing::AdoptsAll(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("output").default("null")],
    input_side: Side::FIXED
        .rules(r#"{"path":{"collection":"*","types":["string"]},"value":{"collection":"*","types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["dotted-key"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut object = Value::Object(call.object(0)?);
    let value = call.input(2).clone();
    match call.input(1) {
        Value::List(keys) => {
            path::set_keys(&mut object, &keys.iter().map(to_text).collect::<Vec<_>>(), value)?
        }
        text => match to_text(text) {
            empty if empty.is_empty() => path::set_keys(&mut object, &[""], value)?,
            path => path::set(&mut object, &path, value)?,
        },
    }
    call.set(0, object);
    Ok(())
}
