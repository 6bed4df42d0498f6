//! `object.values`: the object's values in order.

use flowc_types::Kind;
use flowc_value::Value;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Values.
pub const CARD: Card = Card {
    name: "object.values",
    address: ("object", "values"),
    title: "Values",
    description: "Create a list of the values from an object.",
    doc: "The object's values in order.",
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::object("values").list().available(r#"["*"]"#)],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let values = Value::list(call.object(0)?.values());
    call.set(0, values);
    Ok(())
}
