//! `boolean.or_exclusive`: true when exactly one of the two inputs is true.

use super::{INPUT_1, INPUT_2};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Or (Exclusive).
pub const CARD: Card = Card {
    name: "boolean.or_exclusive",
    aliases: &["boolean.xor"],
    address: ("boolean", "xor"),
    title: "Or (Exclusive)",
    description: "Return true if one, and only one, input is true (XOR).",
    doc: "True when exactly one of the two inputs is true.",
    inputs: &[INPUT_1, INPUT_2],
    outputs: &[Port::boolean("output").named("only_one_true").label("only one true?").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-boolean", "text-to-boolean", "text-boolean-case"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (a, b) = (call.boolean(0)?, call.boolean(1)?);
    call.set(0, a != b);
    Ok(())
}
