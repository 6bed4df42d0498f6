//! `list.filter_custom`: the items for which a helper flow returns true.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};

/// The card Filter Custom.
pub const CARD: Card = Card {
    name: "list.filter_custom",
    address: ("list", "filter"),
    title: "Filter Custom",
    description: "Filter a list using a custom test. Each item in the input list is sent to a Flow that returns True for any item to include in the result list.",
    doc: "The items for which a helper flow returns true.\n\
          The helper flow runs once for each item; its inputs take the item, a field of it, or a \
          value that is the same for all.",
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, timeout: 300_000, ..Model::PURE },
    inputs: &[
        Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::flow("flo").named("helper_flow").label("Helper Flow").required(),
        Port::number("concurrency").required().default("1").metadata(r#"{"min":1,"max":200}"#),
    ],
    outputs: &[Port::object("list").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED
        .rules(r#"{"list":{"collection":true,"types":["*"]}}"#)
        .groups(r#"{"context":{"extensible":true,"reserved":{"index":"number"},"type":"object"}}"#),
    output_side: Side::FIXED.rules(r#"{"list":{"collection":true,"types":["*"]}}"#),
    run: Run::Control(Control::Filter),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["argument-missing"],
    ..Card::BLANK
};
