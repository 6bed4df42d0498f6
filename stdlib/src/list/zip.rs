//! `list.zip`: pairs the items of several lists by position.

use flowc_value::Value;

use super::sets;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Zip.
pub const CARD: Card = Card {
    name: "list.zip",
    address: ("list", "zip"),
    title: "Zip",
    description: "Pairs the items of several lists by position.",
    doc: "Pairs the items of several lists by position.\n\
          Further lists may be added; a shorter list gives null.",
    inputs: &[
        Port::object("list1").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::object("list2").list().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("list").list().default("null").available(r#"["*"]"#)],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let lists = sets::lists(call)?;
    let longest = lists.iter().map(|(list, _)| list.len()).max().unwrap_or_default();
    let row = |place: usize| Value::list(lists.iter().map(|(list, _)| Value::from(list.get(place))));
    let rows: Vec<Value> = (0..longest).map(row).collect();
    call.set(0, rows);
    Ok(())
}
