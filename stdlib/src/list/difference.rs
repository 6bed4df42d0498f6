//! `list.difference`: the items of the first list that are in none of the others.

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Difference.
pub const CARD: Card = Card {
    name: "list.difference",
    address: ("list", "difference"),
    title: "Difference",
    description: "Create a list of items from one list that do not appear in a second list.",
    doc: "The items of the first list that are in none of the others.\nText is compared without regard to case. Further lists may be added.",
    inputs: &[
        Port::text("list1").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::object("list2").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("list").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(r#"{"list":{"collection":true,"types":["*"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["list-case"],
    ..Card::BLANK
};
