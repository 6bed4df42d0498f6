//! `number.formula`: evaluates a formula written as one text, with numbers embedded.

use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Formula.
pub const CARD: Card = Card {
    name: "number.formula",
    aliases: &["number.expression"],
    address: ("math", "expression"),
    title: "Formula",
    description: "Create a math expression and optionally drag fields in as inputs.",
    doc: "Evaluates a formula written as one text, with numbers embedded.\nIt knows + - * / ^ % !, parentheses, bit operators, constants and functions such as round, min and sqrt; # starts a comment.",
    inputs: &[Port::text("_text_").named("text").required()],
    outputs: &[Port::number("output")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["number"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
