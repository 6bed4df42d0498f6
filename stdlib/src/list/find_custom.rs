//! `list.find_custom`: the first item for which a helper flow returns true, and its position.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};

/// The card Find Custom.
pub const CARD: Card = Card {
    name: "list.find_custom",
    address: ("list", "find"),
    title: "Find Custom",
    description: "The first item for which a helper flow returns true, and its position.",
    doc: "The first item for which a helper flow returns true, and its position.\n\
          The helper flow runs once for each item; its inputs take the item, a field of it, or a \
          value that is the same for all.",
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, timeout: 300_000, ..Model::PURE },
    inputs: &[
        Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::flow("flo").named("helper_flow").label("Helper Flow").required(),
        Port::number("concurrency").required().default("1").metadata(r#"{"min":1,"max":200}"#),
    ],
    outputs: &[
        Port::object("item").typing(Typing::ItemOf(0)).default("null").available(r#"["*"]"#),
        Port::number("index").default("null"),
    ],
    input_side: Side::FIXED
        .rules(r#"{"list":{"collection":true,"types":["*"]}}"#)
        .groups(r#"{"context":{"extensible":true,"reserved":{"index":"number"},"type":"object"}}"#),
    run: Run::Control(Control::Find),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["argument-missing", "find-none"],
    ..Card::BLANK
};
