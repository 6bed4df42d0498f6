//! `number.add`: the sum of all inputs.

use flowc_value::convert;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Add.
pub const CARD: Card = Card {
    name: "number.add",
    address: ("math", "add"),
    title: "Add",
    description: "Add two or more numbers together.",
    doc: "The sum of all inputs.\nFurther numbers may be added.",
    inputs: &[
        Port::number("a").named("number_1").label("number 1").required(),
        Port::number("b").named("number_2").label("number 2").required().default("1"),
    ],
    outputs: &[Port::number("output").named("total").label("total").default("null")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["number"]}}"#).groups("{}"),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let numbers = call.inputs.iter().chain(call.fields).map(convert::to_number);
    let result = numbers.sum::<Result<f64, _>>()?;
    call.set(0, result);
    Ok(())
}
