//! `boolean.and`: true when every input is true.

use crate::card::{Card, Evidence, Port, Run, Side};

/// The card And.
pub const CARD: Card = Card {
    name: "boolean.and",
    address: ("boolean", "and"),
    title: "And",
    description: "Return true if all inputs are true.",
    doc: "True when every input is true.\nFurther inputs may be added.",
    inputs: &[
        Port::boolean("a").named("input_1").label("input 1").optional(),
        Port::boolean("b").named("input_2").label("input 2").optional(),
    ],
    outputs: &[Port::boolean("output").named("all_true").label("all true?").default("null")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["boolean"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
