//! `list.split`: cuts a list in two.

use super::places;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::{LIST, LIST_RULES};

/// The card Split.
pub const CARD: Card = Card {
    name: "list.split",
    address: ("list", "split"),
    title: "Split",
    description: "Splits a list into parts.",
    doc: "Cuts a list in two behind so many items.\n\
          Behind more items than there are, or fewer than none, one of both lists is empty.",
    inputs: &[LIST, Port::number("position").named("split_after_position").label("Split after position").required()],
    outputs: &[part("list1").named("list_1").label("List 1"), part("list2").named("list_2").label("List 2")],
    input_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["the keys of the fields are guessed", "fractions of a position are cut off"],
    ..Card::BLANK
};

const fn part(key: &'static str) -> Port {
    Port::object(key).list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)
}

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, position) = (call.list(0)?, call.number(1)?);
    let (first, second) = list.split_at(places::count(position).min(list.len()));
    let (first, second) = (first.to_vec(), second.to_vec());
    call.set(0, first);
    call.set(1, second);
    Ok(())
}
