//! `list.find`: the first item for which a comparison holds, and its position.

use flowc_value::Value;

use super::condition::{COMPARED, COMPARED_NAMES, Condition};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Model, Port, Run, Side, Typing};
use crate::choices::FIND_OPERATORS;
use crate::ports::{LIST, LIST_RULES};

/// The card Find.
pub const CARD: Card = Card {
    name: "list.find",
    aliases: &["list.find_by"],
    address: ("list", "findBy"),
    title: "Find",
    description: "Find the first item in a list that meets a specified condition.",
    doc: "The first item for which a comparison holds, and its position.\n\
          The path leads into the item; empty means the item itself. Without a match the item is null \
          and the position -1.",
    model: Model { timeout: 300_000, ..Model::PURE },
    inputs: &[
        LIST,
        Port::text("operator").required().default(r#""==""#).choices(FIND_OPERATORS),
        Port::text("path").default("null"),
        Port::text("comparison")
            .required()
            .typing(Typing::Adopts(COMPARED))
            .available(COMPARED_NAMES),
    ],
    outputs: &[
        Port::object("item").typing(Typing::ItemOf(0)).default("null").available(r#"["*"]"#),
        Port::number("index").default("null"),
    ],
    input_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["find-none", "compare-runtime-type", "null-vs-null-text", "in-list"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, condition) = (call.list(0)?, Condition::of(call)?);
    let found = list.iter().enumerate().find(|(_, item)| condition.holds(item));
    call.set(0, found.map(|(_, item)| item));
    call.set(1, found.map_or(Value::from(-1), |(index, _)| index.into()));
    Ok(())
}
