//! `object.keys`: the object's keys in order.

use flowc_types::Kind;
use flowc_value::Value;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Keys.
pub const CARD: Card = Card {
    name: "object.keys",
    address: ("object", "keys"),
    title: "Keys",
    description: "Create a list of the keys from an object.",
    doc: "The object's keys in order.",
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::text("keys").list().default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let keys = Value::list(call.object(0)?.keys());
    call.set(0, keys);
    Ok(())
}
