//! `list.unique_custom`: the list without the items for which a helper flow returned the same before.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};

/// The card Unique Custom.
pub const CARD: Card = Card {
    name: "list.unique_custom",
    aliases: &["list.unique"],
    address: ("list", "unique"),
    title: "Unique Custom",
    description: "The list without the items for which a helper flow returned the same before.",
    doc: "The list without the items for which a helper flow returned the same before.\n\
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
    run: Run::Control(Control::Unique),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["argument-missing", "list-case"],
    ..Card::BLANK
};
