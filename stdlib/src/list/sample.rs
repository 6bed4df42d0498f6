//! `list.sample`: a number of items drawn at random, none of them twice.

use super::places;
use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Port, Run, Side, Typing};
use crate::ports::LIST;

/// The card Sample.
pub const CARD: Card = Card {
    name: "list.sample",
    address: ("list", "sample"),
    title: "Sample",
    description: "Generate a random sample from a list.",
    doc: "A number of items drawn at random, none of them twice.\n\
          More than there are gives all of them, in a random order.",
    class: Class::Random,
    inputs: &[
        LIST,
        Port::number("amount").required(),
    ],
    outputs: &[Port::object("samples").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)],
    output_side: Side::FIXED.rules(r#"{"samples":{"collection":"*","types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["random"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (mut list, amount) = (call.list(0)?, call.number(1)?);
    let items = list.make_mut();
    let amount = places::count(amount).min(items.len());
    for place in 0..amount {
        let other = place + places::below(items.len() - place, call.random);
        items.swap(place, other);
    }
    items.truncate(amount);
    call.set(0, list);
    Ok(())
}
