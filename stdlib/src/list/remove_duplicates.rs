//! `list.remove_duplicates`: the list without the items whose value at a path came before.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Remove Duplicates.
pub const CARD: Card = Card {
    name: "list.remove_duplicates",
    aliases: &["list.unique_by"],
    address: ("list", "uniqueBy"),
    title: "Remove Duplicates",
    description: "Filter duplicate items from a list.",
    doc: "The list without the items whose value at a path came before.",
    inputs: &[
        Port::object("list")
            .list()
            .label("List")
            .required()
            .typing(Typing::Adopts(&[Kind::Object]))
            .available(r#"["object"]"#),
        Port::text("path").label("Path").required(),
    ],
    outputs: &[Port::object("unique list")
        .list()
        .named("list_no_duplicates")
        .label("List No Duplicates")
        .available(r#"["object"]"#)],
    input_side: Side::FIXED.rules(r#"{"list":{"collection":true,"types":["object"]}}"#),
    output_side: Side::FIXED.rules(r#"{"unique list":{"collection":true,"types":["object"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["list-case"],
    ..Card::BLANK
};
