//! `list.for_each`: runs a helper flow for each item; an error in one of them ends the card.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};

/// The card For Each.
pub const CARD: Card = Card {
    name: "list.for_each",
    aliases: &["list.each"],
    address: ("list", "each"),
    title: "For Each",
    description: "Process items in a list by calling a Flow for each item.",
    doc: "Runs a helper flow for each item; an error in one of them ends the card.\n\
          The helper flow runs once for each item; its inputs take the item, a field of it, or a \
          value that is the same for all.",
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, timeout: 300_000, ..Model::PURE },
    inputs: &[
        Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::flow("flo").named("helper_flow").label("Helper Flow").required(),
        Port::number("concurrency").required().default("1").metadata(r#"{"min":1,"max":200}"#),
    ],
    input_side: Side::FIXED
        .rules(r#"{"list":{"collection":true,"types":["*"]}}"#)
        .groups(r#"{"context":{"extensible":true,"reserved":{"index":"number"},"type":"object"}}"#),
    run: Run::Control(Control::Each),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["argument-missing"],
    ..Card::BLANK
};
