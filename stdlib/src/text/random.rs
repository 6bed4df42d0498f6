//! `text.random`: text of a chosen length drawn at random.

use crate::card::{Card, Class, Evidence, Port, Run};

/// The card Random.
pub const CARD: Card = Card {
    name: "text.random",
    address: ("string", "random"),
    title: "Random",
    description: "Generate random text of a specified length.",
    doc: "Text of a chosen length drawn at random.",
    class: Class::Random,
    inputs: &[Port::number("length").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Pack],
    assumed: &["random"],
    ..Card::BLANK
};
