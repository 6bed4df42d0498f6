//! `list.add_to_front`: the list with one more item at its front.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};
use crate::ports::LIST;

/// The card Add to Front.
pub const CARD: Card = Card {
    name: "list.add_to_front",
    aliases: &["list.unshift"],
    address: ("list", "unshift"),
    title: "Add to Front",
    description: "The list with one more item at its front.",
    doc: "The list with one more item at its front.",
    inputs: &[
        LIST,
        Port::text("item").required().typing(Typing::AdoptsAll(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::object("list").list().typing(Typing::ListOf(1)).default("null").available(r#"["*"]"#)],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut list = call.list(0)?;
    list.make_mut().insert(0, call.input(1).clone());
    call.set(0, list);
    Ok(())
}
