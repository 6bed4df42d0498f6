//! `list.map`: the results of a helper flow for each item.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, LIST, LIST_RULES, concurrency};

/// The card Map.
pub const CARD: Card = Card {
    name: "list.map",
    address: ("list", "map"),
    title: "Map",
    description: "Convert a list to a new list of the same size. Each item in the input list is sent to a Flow that generates the value to use for the same position in the output list.",
    doc: each_item!("The results of a helper flow for each item."),
    class: Class::Control,
    model: Model::EACH,
    inputs: &[LIST, HELPER_FLOW, concurrency("1")],
    outputs: &[Port::object("new list").list().named("new_list").default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED
        .rules(LIST_RULES)
        .groups(ITEM_CONTEXT),
    output_side: Side::FIXED.rules(r#"{"new list":{"collection":true,"types":["*"]}}"#),
    run: Run::Control(Control::Map),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["argument-missing", "map-object", "map-scalar", "no-return", "stop-value"],
    ..Card::BLANK
};
