//! `list.intersection`: the items that are in every list, each once.

use flowc_value::Value;
use std::borrow::Cow;
use std::collections::HashSet;

use super::sets;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::{LIST_AS_GIVEN, LIST_RULES};

/// The card Intersection.
pub const CARD: Card = Card {
    name: "list.intersection",
    address: ("list", "intersection"),
    title: "Intersection",
    description: "Create a list of items that are included in all of the input lists.",
    doc: "The items that are in every list, each once, in the order of the first list.\n\
          Further lists may be added.",
    inputs: &[
        Port::object("list1").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::text("list2").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
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
    let others: Vec<HashSet<Cow<'_, Value>>> = others
        .iter()
        .map(|(list, kind)| list.iter().map(|item| sets::counted(item, *kind)).collect())
        .collect();
    let mut seen = HashSet::new();
    let mut items: Vec<Value> = Vec::new();
    for item in first {
        let counted = sets::counted(item, *kind);
        if others.iter().all(|other| other.contains(&counted)) && seen.insert(counted) {
            items.push(item.clone());
        }
    }
    call.set(0, items);
    Ok(())
}
