//! `boolean.or`: true when at least one input is true.

use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Or.
pub const CARD: Card = Card {
    name: "boolean.or",
    address: ("boolean", "or"),
    title: "Or",
    description: "Return true if any input is true.",
    doc: "True when at least one input is true.\nFurther inputs may be added.",
    inputs: &[
        Port::boolean("a").named("input_1").label("input 1"),
        Port::boolean("b").named("input_2").label("input 2"),
    ],
    outputs: &[Port::boolean("output").named("any_true").label("any true?").default("null")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["boolean"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
