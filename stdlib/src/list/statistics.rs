//! `list.statistics`: statistics of a list of numbers.

use crate::card::{Card, Evidence, Port, Run};

/// The card Statistics.
pub const CARD: Card = Card {
    name: "list.statistics",
    aliases: &["list.stats"],
    address: ("list", "stats"),
    title: "Statistics",
    description: "Statistics of a list of numbers.",
    doc: "Statistics of a list of numbers.\nNeither a pack nor the documentation shows which.",
    inputs: &[Port::number("list").list().required()],
    run: Run::Unknown("neither packs nor documentation show what it does"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
