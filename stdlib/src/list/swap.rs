//! `list.swap`: swaps two items.

use crate::card::{Card, Evidence, Run};
use crate::ports::{LIST, LIST_AS_GIVEN};

/// The card Swap.
pub const CARD: Card = Card {
    name: "list.swap",
    address: ("list", "swap"),
    title: "Swap",
    description: "Swaps two items.",
    doc: "Swaps two items.\nNeither a pack nor the documentation shows its fields.",
    inputs: &[LIST],
    outputs: &[LIST_AS_GIVEN],
    run: Run::Unknown("neither packs nor documentation show what it does"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
