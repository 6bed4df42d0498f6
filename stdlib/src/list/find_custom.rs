//! `list.find_custom`: the first item for which a helper flow returns true, and its position.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, LIST, LIST_RULES, concurrency};

/// The card Find Custom.
pub const CARD: Card = Card {
    name: "list.find_custom",
    address: ("list", "find"),
    title: "Find Custom",
    description: "The first item for which a helper flow returns true, and its position.",
    doc: each_item!("The first item for which a helper flow returns true, and its position."),
    class: Class::Control,
    model: Model::EACH,
    inputs: &[LIST, HELPER_FLOW, concurrency("1")],
    outputs: &[
        Port::object("item").typing(Typing::ItemOf(0)).default("null").available(r#"["*"]"#),
        Port::number("index").default("null"),
    ],
    input_side: Side::FIXED
        .rules(LIST_RULES)
        .groups(ITEM_CONTEXT),
    run: Run::Control(Control::Find),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["argument-missing", "find-none"],
    ..Card::BLANK
};
