//! `list.merge`: merges lists of objects.

use flowc_types::Kind;
use flowc_value::Value;

use super::sets;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Merge.
pub const CARD: Card = Card {
    name: "list.merge",
    address: ("list", "merge"),
    title: "Merge",
    description: "Merge objects from multiple lists at matching offsets.",
    doc: "Merges lists of objects.\nFurther lists may be added.",
    inputs: &[
        Port::object("list1").list().required().typing(Typing::Adopts(&[Kind::Object])),
        Port::object("list2").list().required().typing(Typing::Adopts(&[Kind::Object])),
    ],
    outputs: &[Port::object("output").list()],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["object"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["merge-lists"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let lists = sets::lists(call)?;
    let items: Vec<Value> = lists.into_iter().flat_map(|(list, _)| list).collect();
    call.set(0, items);
    Ok(())
}
