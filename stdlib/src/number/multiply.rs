//! `number.multiply`: the product of all inputs.

use flowc_value::convert;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Multiply.
pub const CARD: Card = Card {
    name: "number.multiply",
    address: ("math", "multiply"),
    title: "Multiply",
    description: "Multiply two or more numbers.",
    doc: "The product of all inputs.\nFurther numbers may be added.",
    inputs: &[
        Port::number("a").named("number_1").label("number 1").required(),
        Port::number("b").named("number_2").label("number 2").required(),
    ],
    outputs: &[Port::number("output").default("null")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["number"]}}"#).groups("{}"),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let numbers = call.inputs.iter().chain(call.fields).map(convert::to_number);
    let result = numbers.product::<Result<f64, _>>()?;
    call.set(0, result);
    Ok(())
}
