//! `list.includes`: whether the list has an item equal to the value.

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Includes.
pub const CARD: Card = Card {
    name: "list.includes",
    address: ("list", "includes"),
    title: "Includes",
    description: "Check if a list includes a value.",
    doc: "Whether the list has an item equal to the value.",
    inputs: &[
        Port::text("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::text("value").required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::boolean("result").available(r#"["boolean"]"#)],
    input_side: Side::FIXED
        .rules(r#"{"list":{"collection":true,"types":["*"]},"value":{"collection":false,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(r#"{"result":{"collection":false,"types":["boolean"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Pack],
    assumed: &["list-case"],
    ..Card::BLANK
};
