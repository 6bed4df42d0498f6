//! `list.construct`: a list of the items given.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::LIST_RULES;

/// The card Construct.
pub const CARD: Card = Card {
    name: "list.construct",
    address: ("list", "construct"),
    title: "Construct",
    description: "Create a list from multiple inputs.",
    doc: "A list of the items given.",
    outputs: &[Port::object("list").list().typing(Typing::ListOf(0)).available(r#"["*"]"#)],
    input_side: Side::OPEN.rules(r#"{"*":{"types":["*"]}}"#),
    output_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["list-null"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let items = call.fields.to_vec();
    call.set(0, items);
    Ok(())
}
