//! `list.map`: the results of a helper flow for each item.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};

/// The card Map.
pub const CARD: Card = Card {
    name: "list.map",
    address: ("list", "map"),
    title: "Map",
    description: "Convert a list to a new list of the same size. Each item in the input list is sent to a Flow that generates the value to use for the same position in the output list.",
    doc: "The results of a helper flow for each item.\n\
          The helper flow runs once for each item; its inputs take the item, a field of it, or a \
          value that is the same for all.",
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, timeout: 300_000, ..Model::PURE },
    inputs: &[
        Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::flow("flo").named("helper_flow").label("Helper Flow").required(),
        Port::number("concurrency").required().default("1").metadata(r#"{"min":1,"max":200}"#),
    ],
    outputs: &[Port::object("new list").list().named("new_list").default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED
        .rules(r#"{"list":{"collection":true,"types":["*"]}}"#)
        .groups(r#"{"context":{"extensible":true,"reserved":{"index":"number"},"type":"object"}}"#),
    output_side: Side::FIXED.rules(r#"{"new list":{"collection":true,"types":["*"]}}"#),
    run: Run::Control(Control::Map),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["argument-missing", "map-object", "map-scalar", "no-return", "stop-value"],
    ..Card::BLANK
};
