//! `list.truncate`: shortens a list.

use crate::card::{Card, Evidence, Run};
use crate::ports::{LIST, LIST_AS_GIVEN};

/// The card Truncate.
pub const CARD: Card = Card {
    name: "list.truncate",
    address: ("list", "truncate"),
    title: "Truncate",
    description: "Shortens a list.",
    doc: "Shortens a list.\nNeither a pack nor the documentation shows its fields.",
    inputs: &[LIST],
    outputs: &[LIST_AS_GIVEN],
    run: Run::Unknown("neither packs nor documentation show what it does"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
