//! `list.zip`: pairs the items of several lists by position.

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Zip.
pub const CARD: Card = Card {
    name: "list.zip",
    address: ("list", "zip"),
    title: "Zip",
    description: "Pairs the items of several lists by position.",
    doc: "Pairs the items of several lists by position.\nFurther lists may be added; a shorter list gives null.",
    inputs: &[
        Port::object("list1").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::object("list2").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("list").list().default("null").available(r#"["*"]"#)],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["*"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
