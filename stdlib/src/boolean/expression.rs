//! `boolean.expression`: evaluates a condition written as one text, with fields embedded.

use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Expression.
pub const CARD: Card = Card {
    name: "boolean.expression",
    address: ("boolean", "expression"),
    title: "Expression",
    description: "Evaluates a condition written as one text, with fields embedded.",
    doc: "Evaluates a condition written as one text, with fields embedded.\nIt knows and, or, not, xor, == != > >= < <=, parentheses, and everything that Formula knows; # starts a comment.\nA number counts as false when it is 0, text when it is empty or \"false\", a date as its timestamp.",
    inputs: &[Port::text("_text_").named("text").required()],
    outputs: &[Port::boolean("output").default("null")],
    input_side: Side::OPEN,
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
