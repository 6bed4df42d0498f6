//! `number.random_integer`: a whole number drawn at random, from the lower bound up to but not including the upper one.

use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Port, Run};

/// The card Random Integer.
pub const CARD: Card = Card {
    name: "number.random_integer",
    aliases: &["number.random"],
    address: ("math", "random"),
    title: "Random Integer",
    description: "Generate a random integer between two numbers.",
    doc: "A whole number drawn at random, from the lower bound up to but not including the upper one.",
    class: Class::Random,
    inputs: &[
        Port::number("a").named("greater_than_or_equal_to").label("Greater than or equal to").required(),
        Port::number("b").named("less_than").label("Less than").required(),
    ],
    outputs: &[Port::number("output").named("random").label("random").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["random", "bounds that leave nothing to draw give the lower one", "null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (low, high) = (call.number(0)?.ceil(), call.number(1)?.ceil());
    let drawn = low + (call.random.next_unit() * (high - low)).floor();
    call.set(0, if high > low { drawn } else { low });
    Ok(())
}
