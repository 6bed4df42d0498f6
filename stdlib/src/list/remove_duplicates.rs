//! `list.remove_duplicates`: the list without the items whose value at a path came before.

use flowc_types::Kind;
use flowc_value::{Value, path};
use std::collections::HashSet;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Remove Duplicates.
pub const CARD: Card = Card {
    name: "list.remove_duplicates",
    aliases: &["list.unique_by"],
    address: ("list", "uniqueBy"),
    title: "Remove Duplicates",
    description: "Filter duplicate items from a list.",
    doc: "The list without the items whose value at a path came before.\n\
          The path does not matter for items that are no objects; items without the value count as \
          having null there.",
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
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["list-case", "missing-path"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, path) = (call.list(0)?, call.text(1));
    let mut seen = HashSet::new();
    let items: Vec<Value> = list.iter().filter(|item| seen.insert(value_of(item, &path))).cloned().collect();
    call.set(0, items);
    Ok(())
}

/// What decides whether two items are the same.
fn value_of<'v>(item: &'v Value, path: &str) -> &'v Value {
    if item.is_container() { path::get(item, path).unwrap_or(&Value::Null) } else { item }
}
