//! `object.unset`: the object without what is at a path.

use flowc_types::Kind;
use flowc_value::convert::to_text;
use flowc_value::{Value, path};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Unset.
pub const CARD: Card = Card {
    name: "object.unset",
    address: ("object", "unset"),
    title: "Unset",
    description: "The object without what is at a path.",
    doc: "The object without what is at a path.\nA list as path is a list of literal keys.",
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])), Port::text("path")],
    outputs: &[Port::object("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["unset-item", "dotted-key"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut object = Value::Object(call.object(0)?);
    match call.input(1) {
        Value::List(keys) => path::unset_keys(&mut object, &keys.iter().map(to_text).collect::<Vec<_>>()),
        text => path::unset(&mut object, &to_text(text)),
    };
    call.set(0, object);
    Ok(())
}
