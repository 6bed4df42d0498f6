//! `list.truncate`: the first items of a list.

use super::places;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::{LIST, LIST_RULES};

/// The card Truncate.
pub const CARD: Card = Card {
    name: "list.truncate",
    address: ("list", "truncate"),
    title: "Truncate",
    description: "Shortens a list.",
    doc: "The first items of a list, up to a number of them.\nA shorter list stays as it is.",
    inputs: &[LIST, Port::number("size").required()],
    outputs: &[Port::object("truncated list")
        .list()
        .named("truncated_list")
        .typing(Typing::Like(0))
        .default("null")
        .available(r#"["*"]"#)],
    input_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["the keys of the fields are guessed", "fractions of a size are cut off"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (mut list, size) = (call.list(0)?, call.number(1)?);
    list.make_mut().truncate(places::count(size));
    call.set(0, list);
    Ok(())
}
