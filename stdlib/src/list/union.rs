//! `list.union`: the items of all lists, each once.

use std::collections::HashSet;

use super::sets;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Union (Combine Unique).
pub const CARD: Card = Card {
    name: "list.union",
    address: ("list", "union"),
    title: "Union (Combine Unique)",
    description: "Combine multiple lists into a single list of all of the unique values contained in any of \
          the input lists.",
    doc: "The items of all lists, each once, where it comes first.\nFurther lists may be added.",
    inputs: &[
        Port::text("list1")
            .list()
            .named("list_1")
            .label("List 1")
            .typing(Typing::Adopts(&[]))
            .available(r#"["*"]"#),
        Port::object("list2")
            .list()
            .named("list_2")
            .label("List 2")
            .typing(Typing::Adopts(&[]))
            .available(r#"["*"]"#)
            .optional(),
    ],
    outputs: &[Port::text("union")
        .list()
        .named("list_union")
        .label("List Union")
        .typing(Typing::Like(0))
        .default("null")
        .available(r#"["*"]"#)],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(r#"{"union":{"collection":true,"types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["list-case", "set-items"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let lists = sets::lists(call)?;
    let mut seen = HashSet::new();
    let mut items = Vec::new();
    for (list, kind) in &lists {
        items.extend(list.iter().filter(|item| seen.insert(sets::counted(item, *kind))).cloned());
    }
    call.set(0, items);
    Ok(())
}
