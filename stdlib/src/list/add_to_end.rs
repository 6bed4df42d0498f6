//! `list.add_to_end`: the list with one more item at its end.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::{LIST, LIST_RULES};

/// The card Add to End.
pub const CARD: Card = Card {
    name: "list.add_to_end",
    aliases: &["list.push"],
    address: ("list", "push"),
    title: "Add to End",
    description: "Add an item to the end of a list (aka Push).",
    doc: "The list with one more item at its end.\nAn item that is a list is appended as one item.",
    inputs: &[
        LIST,
        Port::object("item").required().typing(Typing::AdoptsAll(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("list").list().typing(Typing::ListOf(1)).default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED
        .rules(r#"{"item":{"collection":"*","types":["*"]},"list":{"collection":true,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut list = call.list(0)?;
    list.make_mut().push(call.input(1).clone());
    call.set(0, list);
    Ok(())
}
