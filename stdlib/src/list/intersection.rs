//! `list.intersection`: the items that are in every list, each once.

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Intersection.
pub const CARD: Card = Card {
    name: "list.intersection",
    address: ("list", "intersection"),
    title: "Intersection",
    description: "Create a list of items that are included in all of the input lists.",
    doc: "The items that are in every list, each once.\nFurther lists may be added.",
    inputs: &[
        Port::object("list1").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::text("list2").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("list").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(r#"{"list":{"collection":true,"types":["*"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["list-case"],
    ..Card::BLANK
};
