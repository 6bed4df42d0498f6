//! `list.sort_custom`: the list in the order of what a helper flow returns.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, LIST, LIST_AS_GIVEN, LIST_RULES, concurrency};

/// The card Sort Custom.
pub const CARD: Card = Card {
    name: "list.sort_custom",
    address: ("list", "sort"),
    title: "Sort Custom",
    description: "The list in the order of what a helper flow returns.",
    doc: each_item!("The list in the order of what a helper flow returns."),
    class: Class::Control,
    model: Model::EACH,
    inputs: &[LIST, HELPER_FLOW, concurrency("1")],
    outputs: &[LIST_AS_GIVEN],
    input_side: Side::FIXED
        .rules(LIST_RULES)
        .groups(ITEM_CONTEXT),
    run: Run::Control(Control::Sort),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["argument-missing", "sort-mixed"],
    ..Card::BLANK
};
