//! `list.flatten`: the items of a list's lists, one level deep.

use flowc_value::Value;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::ports::LIST_RULES;

/// The card Flatten.
pub const CARD: Card = Card {
    name: "list.flatten",
    address: ("list", "flatten"),
    title: "Flatten",
    description: "Turn a list that contains lists into a single list.",
    doc: "The items of a list's lists, one level deep.",
    inputs: &[Port::object("lists").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#)],
    outputs: &[Port::object("list").list().default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED.rules(r#"{"lists":{"collection":true,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(LIST_RULES),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["flatten-loose"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let lists = call.list(0)?;
    let mut items = Vec::with_capacity(lists.len());
    for item in &lists {
        match item {
            Value::List(inner) => items.extend(inner.iter().cloned()),
            single => items.push(single.clone()),
        }
    }
    call.set(0, items);
    Ok(())
}
