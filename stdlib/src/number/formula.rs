//! `number.formula`: evaluates a formula written as one text, with numbers embedded.

use super::expression;
use flowc_value::{Text, convert, number};

use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Port, Run, Side};
use crate::text::compose;

/// The card Formula.
pub const CARD: Card = Card {
    name: "number.formula",
    aliases: &["number.expression"],
    address: ("math", "expression"),
    title: "Formula",
    description: "Create a math expression and optionally drag fields in as inputs.",
    doc: "Evaluates a formula written as one text, with numbers embedded.\nIt knows + - * / ^ % !, parentheses, bit operators, constants and functions such as round, min and sqrt; # starts a comment.",
    class: Class::Random,
    pure_with: Some(expression::draws_nothing),
    inputs: &[Port::text("_text_").named("text").required()],
    outputs: &[Port::number("output")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["number"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &[
        "null-number",
        "a number stands in the formula as it is printed",
        "random",
        "a formula without a real result is NaN",
    ],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let numbers: Vec<(&str, Text)> = call
        .author_fields()
        .map(|(field, value)| Ok((field.key.as_str(), number::print(convert::to_number(value)?))))
        .collect::<Result<_, CardError>>()?;
    let formula = compose::fill(&call.text(0), |key| {
        numbers.iter().find(|(known, _)| *known == key).map(|(_, number)| number.clone())
    });
    let result = expression::evaluate(&formula, call.random)?;
    call.set(0, result);
    Ok(())
}
