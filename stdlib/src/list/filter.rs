//! `list.filter`: the items for which a comparison holds.

use flowc_value::Value;

use super::condition::{COMPARED, COMPARED_NAMES, Condition};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Model, Port, Run, Side, Typing};
use crate::choices::FILTER_OPERATORS;
use crate::ports::{LIST, LIST_AS_GIVEN, LIST_RULES};

/// The card Filter.
pub const CARD: Card = Card {
    name: "list.filter",
    aliases: &["list.filter_by"],
    address: ("list", "filterBy"),
    title: "Filter",
    description: "Filter a list to include only those items that meet a specified condition.",
    doc: "The items for which a comparison holds.\n\
          The path leads into the item; empty means the item itself.",
    model: Model { timeout: 300_000, ..Model::PURE },
    inputs: &[
        LIST,
        Port::text("operator").required().default(r#""==""#).choices(FILTER_OPERATORS),
        Port::text("path").default("null"),
        Port::text("comparison")
            .typing(Typing::AdoptsAll(COMPARED))
            .available(COMPARED_NAMES),
    ],
    outputs: &[LIST_AS_GIVEN],
    input_side: Side::FIXED.rules(
        r#"{
            "comparison":{"collection":"*","types":["string","number","Date","boolean","object","file"]},
            "list":{"collection":true,"types":["*"]}
        }"#,
    ),
    output_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["compare-runtime-type", "null-vs-null-text", "in-list"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, condition) = (call.list(0)?, Condition::of(call)?);
    let items: Vec<Value> = list.iter().filter(|item| condition.holds(item)).cloned().collect();
    call.set(0, items);
    Ok(())
}
