//! `list.at`: the item at a position, counted from 0.

use super::places;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::LIST_RULES;

/// The card At.
pub const CARD: Card = Card {
    name: "list.at",
    address: ("list", "at"),
    title: "At",
    description: "Return the item at a specific position in a list, where the first item is in position 0.",
    doc: "The item at a position, counted from 0.\n\
          A position outside the list, below 0 or between two items gives null.",
    inputs: &[
        Port::text("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::number("index").required(),
    ],
    outputs: &[Port::object("item").typing(Typing::ItemOf(0)).default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED.rules(LIST_RULES),
    output_side: Side::FIXED.rules(r#"{"item":{"collection":"*","types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["out-of-range"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, index) = (call.list(0)?, call.number(1)?);
    let item = places::index(index).and_then(|index| list.get(index).cloned());
    call.set(0, item);
    Ok(())
}
