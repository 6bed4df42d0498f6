//! `object.map_to_list`: the results of a helper flow for each key, as a list.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Typing};
use crate::ports::{HELPER_FLOW, concurrency};

/// The card Map to List.
pub const CARD: Card = Card {
    name: "object.map_to_list",
    address: ("object", "map"),
    title: "Map to List",
    description: "Convert an object to a list. Each key/value pair in the input object is sent to a Flow that generates an item to add to the output list.",
    doc: each_key!("The results of a helper flow for each key, as a list."),
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, ..Model::PURE },
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        HELPER_FLOW,
        concurrency("5"),
    ],
    outputs: &[Port::object("new list").list().named("new_list").available(r#"["*"]"#)],
    run: Run::Control(Control::ObjectMapToList),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
