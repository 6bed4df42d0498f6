//! `list.get_last_item`: the last item, and the rest.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::LIST_RULES;

/// The card Get Last Item.
pub const CARD: Card = Card {
    name: "list.get_last_item",
    aliases: &["list.pop"],
    address: ("list", "pop"),
    title: "Get Last Item",
    description: "Given a list, return two outputs: the last item and the list with that item removed (aka \
          Pop).",
    doc: "The last item, and the rest.",
    inputs: &[Port::text("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#)],
    outputs: &[
        Port::object("list").list().default("null").available(r#"["*"]"#),
        Port::object("item").default("null").available(r#"["*"]"#),
    ],
    input_side: Side::FIXED.rules(LIST_RULES),
    output_side: Side::FIXED
        .rules(r#"{"item":{"collection":"*","types":["*"]},"list":{"collection":true,"types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["out-of-range"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut list = call.list(0)?;
    let last = list.make_mut().pop();
    call.set(0, list);
    call.set(1, last);
    Ok(())
}
