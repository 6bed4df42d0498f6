//! `object.merge`: merges objects; later ones win, nested objects are replaced.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Merge.
pub const CARD: Card = Card {
    name: "object.merge",
    address: ("object", "merge"),
    title: "Merge",
    description: "Combine multiple objects into one.",
    doc: "Merges objects; later ones win, nested objects are replaced.\nFurther objects may be added.",
    inputs: &[
        Port::object("start")
            .named("object_1")
            .label("object 1")
            .required()
            .typing(Typing::Adopts(&[Kind::Object])),
        Port::object("sink")
            .named("object_2")
            .label("object 2")
            .required()
            .typing(Typing::Adopts(&[Kind::Object])),
    ],
    outputs: &[Port::object("output")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["object"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["collapse-deep"],
    ..Card::BLANK
};
