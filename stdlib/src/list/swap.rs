//! `list.swap`: the list with two items in each other's place.

use super::places;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::{LIST, LIST_RULES};

/// The card Swap.
pub const CARD: Card = Card {
    name: "list.swap",
    address: ("list", "swap"),
    title: "Swap",
    description: "Swaps two items.",
    doc: "The list with two items in each other's place.\n\
          Positions count from 0; a position outside the list leaves it as it is.",
    inputs: &[
        LIST,
        Port::number("first position").named("first_position").required(),
        Port::number("second position").named("second_position").required(),
    ],
    outputs: &[Port::object("new list")
        .list()
        .named("new_list")
        .typing(Typing::Like(0))
        .default("null")
        .available(r#"["*"]"#)],
    input_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["the keys of the fields are guessed", "a position outside the list swaps nothing"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut list = call.list(0)?;
    let place = |number: f64| places::index(number).filter(|place| *place < list.len());
    if let (Some(first), Some(second)) = (place(call.number(1)?), place(call.number(2)?)) {
        list.make_mut().swap(first, second);
    }
    call.set(0, list);
    Ok(())
}
