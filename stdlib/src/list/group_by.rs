//! `list.group_by`: the items by the text at a path: an object of lists.

use flowc_value::{Object, Text, Value};
use indexmap::IndexMap;

use super::places;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};
use crate::ports::LIST;

/// The card Group By.
pub const CARD: Card = Card {
    name: "list.group_by",
    address: ("list", "groupBy"),
    title: "Group By",
    description: "The items by the text at a path: an object of lists.",
    doc: "The items by the text at a path: an object of lists.\n\
          Without a path the items themselves are the keys. Groups stand in the order in which their \
          first items do.",
    inputs: &[
        LIST,
        Port::text("path"),
    ],
    outputs: &[Port::object("groups").metadata(r#"{"collapsed":true}"#)],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["group-missing"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, path) = (call.list(0)?, call.text(1));
    let mut groups: IndexMap<Text, Vec<Value>> = IndexMap::new();
    for item in &list {
        groups.entry(places::key_at(item, &path)).or_default().push(item.clone());
    }
    call.set(0, groups.into_iter().collect::<Object>());
    Ok(())
}
