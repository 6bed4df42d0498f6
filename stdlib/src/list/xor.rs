//! `list.xor`: the items that are in exactly one of the lists.

use flowc_value::Value;
use indexmap::IndexMap;
use std::borrow::Cow;

use super::sets;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::LIST_AS_GIVEN;

/// The card XOR.
pub const CARD: Card = Card {
    name: "list.xor",
    address: ("list", "xor"),
    title: "XOR",
    description: "The items that are in exactly one of the lists.",
    doc: "The items that are in exactly one of the lists, each once.\nFurther lists may be added.",
    inputs: &[
        Port::object("list1").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::object("list2").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[LIST_AS_GIVEN],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["list-case", "set-items"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let lists = sets::lists(call)?;
    // In how many lists an item is, and which list was the last one counted.
    let mut counts: IndexMap<Cow<'_, Value>, (usize, usize, &Value)> = IndexMap::new();
    for (place, (list, kind)) in lists.iter().enumerate() {
        for item in list {
            let (count, last, _) = counts.entry(sets::counted(item, *kind)).or_insert((0, usize::MAX, item));
            if *last != place {
                (*count, *last) = (*count + 1, place);
            }
        }
    }
    let items: Vec<Value> =
        counts.into_values().filter(|(count, ..)| *count == 1).map(|(.., item)| item.clone()).collect();
    call.set(0, items);
    Ok(())
}
