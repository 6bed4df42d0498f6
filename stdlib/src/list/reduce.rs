//! `list.reduce`: carries a value through a helper flow, item by item.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, LIST};

/// The card Reduce.
pub const CARD: Card = Card {
    name: "list.reduce",
    address: ("list", "reduce"),
    title: "Reduce",
    description: "Convert a list to a single object or value by running a Flow on each item in the list.",
    doc: "Carries a value through a helper flow, item by item.\n\
          The helper receives the item and the value so far (`memo`) and returns the next one.",
    class: Class::Control,
    model: Model::EACH,
    inputs: &[
        LIST,
        Port::object("memo").required().typing(Typing::AdoptsAll(&[])).available(r#"["*"]"#),
        HELPER_FLOW,
    ],
    outputs: &[Port::object("item").typing(Typing::Like(1)).default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED
        .rules(r#"{"list":{"collection":true,"types":["*"]},"memo":{"collection":"*","types":["*"]}}"#)
        .groups(ITEM_CONTEXT),
    output_side: Side::FIXED.rules(r#"{"item":{"collection":"*","types":["*"]}}"#),
    run: Run::Control(Control::Reduce),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["argument-missing", "reduce-memo", "reduce-other"],
    ..Card::BLANK
};
