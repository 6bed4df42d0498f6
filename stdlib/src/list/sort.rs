//! `list.sort`: the list in ascending order of the value at a path, or of the items themselves without one.

use flowc_value::compare::sort_order;
use flowc_value::{Value, path};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};
use crate::ports::{LIST, LIST_RULES};

/// The card Sort.
pub const CARD: Card = Card {
    name: "list.sort",
    aliases: &["list.sort_by"],
    address: ("list", "sortBy"),
    title: "Sort",
    description: "Sort a list.",
    doc: "The list in ascending order of the value at a path, or of the items themselves without \
          one.\n\
          Items that compare equal keep their order; items without the value come last.",
    inputs: &[
        LIST,
        Port::text("path").default("null"),
    ],
    outputs: &[Port::object("sorted list").list().named("sorted_list").default("null")],
    input_side: Side::FIXED.rules(LIST_RULES),
    output_side: Side::FIXED.rules(r#"{"sorted list":{"collection":true,"types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["sort-mixed", "missing-path"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, path) = (call.list(0)?, call.text(1));
    let mut keyed: Vec<(&Value, &Value)> =
        list.iter().map(|item| (path::get(item, &path).unwrap_or(&Value::Null), item)).collect();
    keyed.sort_by(|(left, _), (right, _)| sort_order(left, right));
    let items: Vec<Value> = keyed.into_iter().map(|(_, item)| item.clone()).collect();
    call.set(0, items);
    Ok(())
}
