//! `list.slice`: a part of the list.

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Slice.
pub const CARD: Card = Card {
    name: "list.slice",
    address: ("list", "slice"),
    title: "Slice",
    description: "A part of the list.",
    doc: "A part of the list.\nNegative positions count from the end, as in JavaScript.",
    inputs: &[
        Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::number("start").default("null"),
        Port::number("end").default("null"),
    ],
    outputs: &[Port::object("list").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
