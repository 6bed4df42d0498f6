//! `list.unique_custom`: the list without the items for which a helper flow returned the same before.

use crate::card::{Card, Class, Control, Evidence, Model, Run, Side};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, LIST, LIST_AS_GIVEN, LIST_RULES, concurrency};

/// The card Unique Custom.
pub const CARD: Card = Card {
    name: "list.unique_custom",
    aliases: &["list.unique"],
    address: ("list", "unique"),
    title: "Unique Custom",
    description: "The list without the items for which a helper flow returned the same before.",
    doc: each_item!("The list without the items for which a helper flow returned the same before."),
    class: Class::Control,
    model: Model::EACH,
    inputs: &[LIST, HELPER_FLOW, concurrency("1")],
    outputs: &[LIST_AS_GIVEN],
    input_side: Side::FIXED
        .rules(LIST_RULES)
        .groups(ITEM_CONTEXT),
    run: Run::Control(Control::Unique),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["argument-missing", "list-case"],
    ..Card::BLANK
};
