//! `list.combine_all`: all lists one after the other.

use flowc_value::Value;

use super::sets;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Combine All.
pub const CARD: Card = Card {
    name: "list.combine_all",
    aliases: &["list.concat"],
    address: ("list", "concat"),
    title: "Combine All",
    description: "Concatenate multiple lists into one.",
    doc: "All lists one after the other.\nFurther lists may be added.",
    inputs: &[
        Port::object("list1")
            .list()
            .named("list_1")
            .label("List 1")
            .required()
            .typing(Typing::Adopts(&[]))
            .available(r#"["*"]"#),
        Port::object("list2")
            .list()
            .named("list_2")
            .label("List 2")
            .required()
            .typing(Typing::Adopts(&[]))
            .available(r#"["*"]"#),
    ],
    outputs: &[Port::object("output")
        .list()
        .named("list_combined_all")
        .label("List Combined All")
        .typing(Typing::Like(0))
        .default("null")
        .available(r#"["*"]"#)],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":true,"types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let lists = sets::lists(call)?;
    let items: Vec<Value> = lists.into_iter().flat_map(|(list, _)| list).collect();
    call.set(0, items);
    Ok(())
}
