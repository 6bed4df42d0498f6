//! `list.for_each_ignore_errors`: runs a helper flow for each item; errors are ignored.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, LIST, LIST_RULES, concurrency};

/// The card For Each - Ignore Errors.
pub const CARD: Card = Card {
    name: "list.for_each_ignore_errors",
    aliases: &["list.async_each"],
    address: ("list", "asyncEach"),
    title: "For Each - Ignore Errors",
    description: "Process items in a list by calling a Flow for each item, continuing through all items in the list even if one of them causes an error in the helper Flow (aka For Each Async).",
    doc: each_item!("Runs a helper flow for each item; errors are ignored."),
    class: Class::Control,
    model: Model::EACH,
    inputs: &[LIST, HELPER_FLOW, concurrency("1")],
    input_side: Side::FIXED
        .rules(LIST_RULES)
        .groups(ITEM_CONTEXT),
    run: Run::Control(Control::EachIgnoringErrors),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["argument-missing"],
    ..Card::BLANK
};
