//! `list.for_each`: runs a helper flow for each item; an error in one of them ends the card.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, LIST, LIST_RULES, concurrency};

/// The card For Each.
pub const CARD: Card = Card {
    name: "list.for_each",
    aliases: &["list.each"],
    address: ("list", "each"),
    title: "For Each",
    description: "Process items in a list by calling a Flow for each item.",
    doc: each_item!("Runs a helper flow for each item; an error in one of them ends the card."),
    class: Class::Control,
    model: Model::EACH,
    inputs: &[LIST, HELPER_FLOW, concurrency("1")],
    input_side: Side::FIXED
        .rules(LIST_RULES)
        .groups(ITEM_CONTEXT),
    run: Run::Control(Control::Each),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["argument-missing"],
    ..Card::BLANK
};
