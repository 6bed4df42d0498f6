//! `list.truncate`: shortens a list.

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Truncate.
pub const CARD: Card = Card {
    name: "list.truncate",
    address: ("list", "truncate"),
    title: "Truncate",
    description: "Shortens a list.",
    doc: "Shortens a list.\nNeither a pack nor the documentation shows its fields.",
    inputs: &[Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#)],
    outputs: &[Port::object("list").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)],
    run: Run::Unknown("neither packs nor documentation show what it does"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
