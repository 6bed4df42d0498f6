//! `object.size`: the number of keys.

use flowc_types::Kind;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Size.
pub const CARD: Card = Card {
    name: "object.size",
    address: ("object", "size"),
    title: "Size",
    description: "The number of keys.",
    doc: "The number of keys.",
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::number("size").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let size = call.object(0)?.len();
    call.set(0, size);
    Ok(())
}
