//! `list.sort_custom`: the list in the order of what a helper flow returns.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};

/// The card Sort Custom.
pub const CARD: Card = Card {
    name: "list.sort_custom",
    address: ("list", "sort"),
    title: "Sort Custom",
    description: "The list in the order of what a helper flow returns.",
    doc: "The list in the order of what a helper flow returns.\n\
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
    run: Run::Control(Control::Sort),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["argument-missing", "sort-mixed"],
    ..Card::BLANK
};
