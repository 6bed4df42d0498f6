//! `list.get_first_item`: the first item, and the rest.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::LIST_RULES;

/// The card Get First Item.
pub const CARD: Card = Card {
    name: "list.get_first_item",
    aliases: &["list.shift"],
    address: ("list", "shift"),
    title: "Get First Item",
    description: "Given a list, return two outputs: the first item and the list with that item removed (aka \
          Shift).",
    doc: "The first item, and the rest.",
    inputs: &[Port::text("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#)],
    outputs: &[
        Port::object("list").list().available(r#"["*"]"#),
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
    let list = call.list(0)?;
    if let Some((first, rest)) = list.split_first() {
        call.set(1, first);
        call.set(0, rest.to_vec());
    } else {
        call.set(0, list);
    }
    Ok(())
}
