//! `object.zip`: an object from a list of keys and a list of values.

use flowc_value::convert::to_text;
use flowc_value::{Object, Value};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Zip.
pub const CARD: Card = Card {
    name: "object.zip",
    address: ("object", "zip"),
    title: "Zip",
    description: "An object from a list of keys and a list of values.",
    doc: "An object from a list of keys and a list of values.\n\
          Keys are literal: a dot in a key does not nest. Keys without a value get null, values \
          without a key are dropped.",
    inputs: &[
        Port::text("keys").list(),
        Port::object("values").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("object").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["zip-short"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (keys, values) = (call.list(0)?, call.list(1)?);
    let fields = keys.iter().enumerate().map(|(place, key)| (to_text(key), Value::from(values.get(place))));
    let object: Object = fields.collect();
    call.set(0, object);
    Ok(())
}
