//! `object.split`: the object as a list of `{key, value}` objects.

use flowc_types::Kind;
use flowc_value::{Keys, Object, Text, Value};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Split.
pub const CARD: Card = Card {
    name: "object.split",
    address: ("object", "split"),
    title: "Split",
    description: "The object as a list of `{key, value}` objects.",
    doc: "The object as a list of `{key, value}` objects.",
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::object("list").list().default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let object = call.object(0)?;
    let keys = Keys::new(["key", "value"]);
    let pair =
        |(key, value): (&Text, &Value)| Object::from_parts(keys.clone(), vec![key.into(), value.clone()]);
    let pairs = Value::list(object.iter().map(pair));
    call.set(0, pairs);
    Ok(())
}
