//! `object.get_multiple`: what is at several paths of an object; each output is named by its path.

use flowc_types::Kind;
use flowc_value::path;

use super::structure;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Get Multiple.
pub const CARD: Card = Card {
    name: "object.get_multiple",
    aliases: &["object.pick"],
    address: ("object", "pick"),
    title: "Get Multiple",
    description: "Pick several values from an object at once.",
    doc: "What is at several paths of an object; each output is named by its path.",
    inputs: &[Port::object("object").required().typing(Typing::AdoptsAll(&[Kind::Object]))],
    input_side: Side::FIXED.rules(r#"{"object":{"collection":"*","types":["object"]}}"#),
    output_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["missing-path", "dotted-key"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let source = structure(call, 0)?;
    for (field, place) in call.spec.results.iter().zip(call.outputs.iter_mut()) {
        *place = path::get(&source, &field.key).into();
    }
    Ok(())
}
