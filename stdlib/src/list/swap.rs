//! `list.swap`: swaps two items.

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Swap.
pub const CARD: Card = Card {
    name: "list.swap",
    address: ("list", "swap"),
    title: "Swap",
    description: "Swaps two items.",
    doc: "Swaps two items.\nNeither a pack nor the documentation shows its fields.",
    inputs: &[Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#)],
    outputs: &[Port::object("list").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)],
    run: Run::Unknown("neither packs nor documentation show what it does"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
