//! `list.sample`: a number of items drawn at random, none of them twice.

use crate::card::{Card, Class, Evidence, Port, Run, Side, Typing};

/// The card Sample.
pub const CARD: Card = Card {
    name: "list.sample",
    address: ("list", "sample"),
    title: "Sample",
    description: "Generate a random sample from a list.",
    doc: "A number of items drawn at random, none of them twice.",
    class: Class::Random,
    inputs: &[
        Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::number("amount").required(),
    ],
    outputs: &[Port::object("samples").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)],
    output_side: Side::FIXED.rules(r#"{"samples":{"collection":"*","types":["*"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["random"],
    ..Card::BLANK
};
