//! `object.map`: a new object from the keys and values that a helper flow returns for each key.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Typing};
use crate::ports::{HELPER_FLOW, concurrency};

/// The card Map.
pub const CARD: Card = Card {
    name: "object.map",
    aliases: &["object.process"],
    address: ("object", "process"),
    title: "Map",
    description: "A new object from the keys and values that a helper flow returns for each key.",
    doc: each_key!("A new object from the keys and values that a helper flow returns for each key.\n\
          Keys for which it returns nothing are dropped."),
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, ..Model::PURE },
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        HELPER_FLOW,
        concurrency("5"),
    ],
    outputs: &[Port::object("output").default("null")],
    run: Run::Control(Control::ObjectMap),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
