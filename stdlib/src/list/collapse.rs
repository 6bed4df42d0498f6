//! `list.collapse`: merges a list of objects into one object; later ones win.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Collapse.
pub const CARD: Card = Card {
    name: "list.collapse",
    address: ("list", "collapse"),
    title: "Collapse",
    description: "Merges a list of objects into one object; later ones win.",
    doc: "Merges a list of objects into one object; later ones win.",
    inputs: &[Port::object("list")
        .list()
        .required()
        .typing(Typing::Adopts(&[Kind::Object]))
        .available(r#"["object"]"#)],
    outputs: &[Port::object("output").default("null").available(r#"["object"]"#)],
    input_side: Side::FIXED.rules(r#"{"list":{"collection":true,"types":["object"]}}"#),
    output_side: Side::FIXED.rules(r#"{"output":{"collection":false,"types":["object"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["collapse-deep"],
    ..Card::BLANK
};
