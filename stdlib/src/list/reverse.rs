//! `list.reverse`: the list from its end to its front.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Run};
use crate::ports::{LIST, LIST_AS_GIVEN};

/// The card Reverse.
pub const CARD: Card = Card {
    name: "list.reverse",
    address: ("list", "reverse"),
    title: "Reverse",
    description: "The list from its end to its front.",
    doc: "The list from its end to its front.",
    inputs: &[LIST],
    outputs: &[LIST_AS_GIVEN],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut list = call.list(0)?;
    list.make_mut().reverse();
    call.set(0, list);
    Ok(())
}
