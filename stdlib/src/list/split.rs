//! `list.split`: splits a list into parts.

use crate::card::{Card, Evidence, Run};
use crate::ports::LIST;

/// The card Split.
pub const CARD: Card = Card {
    name: "list.split",
    address: ("list", "split"),
    title: "Split",
    description: "Splits a list into parts.",
    doc: "Splits a list into parts.\nNeither a pack nor the documentation shows how.",
    inputs: &[LIST],
    run: Run::Unknown("neither packs nor documentation show what it does"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
