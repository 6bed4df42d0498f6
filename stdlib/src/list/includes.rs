//! `list.includes`: whether the list has an item equal to the value.

use flowc_value::{Kind, Operator, Value, compare};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Includes.
pub const CARD: Card = Card {
    name: "list.includes",
    address: ("list", "includes"),
    title: "Includes",
    description: "Check if a list includes a value.",
    doc: "Whether the list has an item equal to the value.\n\
          Items count as equal as they do for the comparison `in`.",
    inputs: &[
        Port::text("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::text("value").required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
    ],
    outputs: &[Port::boolean("result").available(r#"["boolean"]"#)],
    input_side: Side::FIXED
        .rules(r#"{"list":{"collection":true,"types":["*"]},"value":{"collection":false,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(r#"{"result":{"collection":false,"types":["boolean"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["list-case", "in-list"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, value, declared) = (Value::List(call.list(0)?), call.input(1), call.declared(1));
    let includes = compare(Operator::In, value, declared, &list, Kind::List);
    call.set(0, includes);
    Ok(())
}
