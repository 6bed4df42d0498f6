//! `object.map`: a new object from the keys and values that a helper flow returns for each key.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Typing};

/// The card Map.
pub const CARD: Card = Card {
    name: "object.map",
    aliases: &["object.process"],
    address: ("object", "process"),
    title: "Map",
    description: "A new object from the keys and values that a helper flow returns for each key.",
    doc: "A new object from the keys and values that a helper flow returns for each key.\n\
          Keys for which it returns nothing are dropped.\n\
          The helper flow runs once for each key; its inputs take the key, the value, both as `{key, \
          value}`, or a value that is the same for all.",
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, ..Model::PURE },
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::flow("flo").named("helper_flow").label("Helper Flow").required(),
        Port::number("concurrency").required().default("5").metadata(r#"{"min":1,"max":200}"#),
    ],
    outputs: &[Port::object("output").default("null")],
    run: Run::Control(Control::ObjectMap),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
