//! `list.flatten`: the items of a list's lists, one level deep.

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Flatten.
pub const CARD: Card = Card {
    name: "list.flatten",
    address: ("list", "flatten"),
    title: "Flatten",
    description: "Turn a list that contains lists into a single list.",
    doc: "The items of a list's lists, one level deep.",
    inputs: &[Port::object("lists").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#)],
    outputs: &[Port::object("list").list().default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED.rules(r#"{"lists":{"collection":true,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(r#"{"list":{"collection":true,"types":["*"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["flatten-loose"],
    ..Card::BLANK
};
