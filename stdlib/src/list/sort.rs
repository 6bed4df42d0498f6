//! `list.sort`: the list in ascending order of the value at a path, or of the items themselves without one.

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Sort.
pub const CARD: Card = Card {
    name: "list.sort",
    aliases: &["list.sort_by"],
    address: ("list", "sortBy"),
    title: "Sort",
    description: "Sort a list.",
    doc: "The list in ascending order of the value at a path, or of the items themselves without one.",
    inputs: &[
        Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::text("path").default("null"),
    ],
    outputs: &[Port::object("sorted list").list().named("sorted_list").default("null")],
    input_side: Side::FIXED.rules(r#"{"list":{"collection":true,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(r#"{"sorted list":{"collection":true,"types":["*"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["sort-mixed"],
    ..Card::BLANK
};
