//! `list.filter_custom`: the items for which a helper flow returns true.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, LIST, LIST_AS_GIVEN, LIST_RULES, concurrency};

/// The card Filter Custom.
pub const CARD: Card = Card {
    name: "list.filter_custom",
    address: ("list", "filter"),
    title: "Filter Custom",
    description: "Filter a list using a custom test. Each item in the input list is sent to a Flow that returns True for any item to include in the result list.",
    doc: each_item!("The items for which a helper flow returns true."),
    class: Class::Control,
    model: Model::EACH,
    inputs: &[LIST, HELPER_FLOW, concurrency("1")],
    outputs: &[LIST_AS_GIVEN],
    input_side: Side::FIXED
        .rules(LIST_RULES)
        .groups(ITEM_CONTEXT),
    output_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Control(Control::Filter),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["argument-missing"],
    ..Card::BLANK
};
