//! `object.values`: the object's values in order.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Values.
pub const CARD: Card = Card {
    name: "object.values",
    address: ("object", "values"),
    title: "Values",
    description: "Create a list of the values from an object.",
    doc: "The object's values in order.",
    inputs: &[Port::object("object").required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::object("values").list().available(r#"["*"]"#)],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
