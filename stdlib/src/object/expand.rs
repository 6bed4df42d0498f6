//! `object.expand`: reads fields of a record: the hidden card behind dragging a nested field.

use flowc_types::Kind;

use crate::card::{Card, Control, Evidence, Model, Port, Run, Side, Typing};

/// The card Expand.
pub const CARD: Card = Card {
    name: "object.expand",
    address: ("object", "expand"),
    title: "Expand",
    description: "Pick a set of keys out of an object with lists of keys.",
    doc: "Reads fields of a record: the hidden card behind dragging a nested field.",
    model: Model { displayed: false, timeout: 30_000, ..Model::PURE },
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object]))],
    output_side: Side::OPEN.groups(
        r#"{
            "*":{
                "extensible":false,
                "reserved":{
                    "key":{"collection":"*","types":["string"]},
                    "value":{"collection":"*","types":["*"]}
                },
                "type":"object"
            }
        }"#,
    ),
    run: Run::Control(Control::Expand),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};
