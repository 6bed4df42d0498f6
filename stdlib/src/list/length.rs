//! `list.length`: the number of items.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};
use crate::ports::{LIST, LIST_RULES};

/// The card Length.
pub const CARD: Card = Card {
    name: "list.length",
    address: ("list", "length"),
    title: "Length",
    description: "Count the number of items in a list.",
    doc: "The number of items.",
    inputs: &[LIST],
    outputs: &[Port::number("length").default("null")],
    input_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let length = call.list(0)?.len();
    call.set(0, length);
    Ok(())
}
