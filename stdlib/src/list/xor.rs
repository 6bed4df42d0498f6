//! `list.xor`: the items that are in exactly one of the lists.

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card XOR.
pub const CARD: Card = Card {
    name: "list.xor",
    address: ("list", "xor"),
    title: "XOR",
    description: "The items that are in exactly one of the lists.",
    doc: "The items that are in exactly one of the lists.\nFurther lists may be added.",
    inputs: &[
        Port::object("list1").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::object("list2").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("list").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["*"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
