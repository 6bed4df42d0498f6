//! `list.for_each_ignore_errors`: runs a helper flow for each item; errors are ignored.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};

/// The card For Each - Ignore Errors.
pub const CARD: Card = Card {
    name: "list.for_each_ignore_errors",
    aliases: &["list.async_each"],
    address: ("list", "asyncEach"),
    title: "For Each - Ignore Errors",
    description: "Process items in a list by calling a Flow for each item, continuing through all items in the list even if one of them causes an error in the helper Flow (aka For Each Async).",
    doc: "Runs a helper flow for each item; errors are ignored.\n\
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
    run: Run::Control(Control::EachIgnoringErrors),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["argument-missing"],
    ..Card::BLANK
};
