//! `list.difference`: the items of the first list that are in none of the others.

use flowc_value::Value;
use std::borrow::Cow;
use std::collections::HashSet;

use super::sets;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::{LIST_AS_GIVEN, LIST_RULES};

/// The card Difference.
pub const CARD: Card = Card {
    name: "list.difference",
    address: ("list", "difference"),
    title: "Difference",
    description: "Create a list of items from one list that do not appear in a second list.",
    doc: "The items of the first list that are in none of the others.\n\
          Text is compared without regard to case. What the first list has twice stays twice. Further \
          lists may be added.",
    inputs: &[
        Port::text("list1").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::object("list2").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[LIST_AS_GIVEN],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["list-case", "set-items"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let lists = sets::lists(call)?;
    let Some(((first, kind), others)) = lists.split_first() else { return Ok(()) };
    let others: HashSet<Cow<'_, Value>> = others
        .iter()
        .flat_map(|(list, kind)| list.iter().map(|item| without_case(sets::counted(item, *kind))))
        .collect();
    let left = |item: &&Value| !others.contains(&without_case(sets::counted(item, *kind)));
    let items: Vec<Value> = first.iter().filter(left).cloned().collect();
    call.set(0, items);
    Ok(())
}

/// Text in small letters, everything else as it is.
fn without_case(item: Cow<'_, Value>) -> Cow<'_, Value> {
    match &*item {
        Value::Text(text) => Cow::Owned(text.to_lowercase().into()),
        _ => item,
    }
}
