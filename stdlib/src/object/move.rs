//! `object.move`: the object with one key renamed; it moves to the end.

use flowc_types::Kind;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Move.
pub const CARD: Card = Card {
    name: "object.move",
    address: ("object", "move"),
    title: "Move",
    description: "Move a value from one key to another in an object; i.e. rename a key while preserving the \
          value.",
    doc: "The object with one key renamed; it moves to the end.\n\
          Keys are literal: dots have no meaning. Without the key nothing changes; a key that was \
          there already gets the value.",
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("source").required(),
        Port::text("destination").required(),
    ],
    outputs: &[Port::object("output")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (mut object, source, destination) = (call.object(0)?, call.text(1), call.text(2));
    if let Some(value) = object.remove(&source) {
        object.insert(destination, value);
    }
    call.set(0, object);
    Ok(())
}
