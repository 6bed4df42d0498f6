//! `object.filter`: the object without the keys whose value is null, empty text or an empty object.

use flowc_types::Kind;

use super::empty::without_empty;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Filter.
pub const CARD: Card = Card {
    name: "object.filter",
    address: ("object", "filter"),
    title: "Filter",
    description: "The object without the keys whose value is null, empty text or an empty object.",
    doc: "The object without the keys whose value is null, empty text or an empty object.",
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::object("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["clear-empty-lists"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let output = without_empty(call.object(0)?);
    call.set(0, output);
    Ok(())
}
