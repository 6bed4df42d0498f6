//! `object.for_each`: runs a helper flow for each key of an object.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};

/// The card For Each.
pub const CARD: Card = Card {
    name: "object.for_each",
    aliases: &["object.each"],
    address: ("object", "each"),
    title: "For Each",
    description: "Runs a helper flow for each key of an object.",
    doc: "Runs a helper flow for each key of an object.\n\
          The helper flow runs once for each key; its inputs take the key, the value, both as `{key, \
          value}`, or a value that is the same for all.",
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, ..Model::PURE },
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::flow("flo").named("helper_flow").label("Helper Flow").required(),
        Port::number("concurrency").required().default("5").metadata(r#"{"min":1,"max":200}"#),
    ],
    input_side: Side::FIXED
        .groups(r#"{"context":{"extensible":true,"reserved":{"index":"number"},"type":"object"}}"#),
    run: Run::Control(Control::ObjectEach),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
