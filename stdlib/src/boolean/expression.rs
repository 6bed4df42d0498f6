//! `boolean.expression`: evaluates a condition written as one text, with fields embedded.

use flowc_value::{Text, Value, convert, number};

use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Port, Run, Side};
use crate::number::expression;
use crate::text::compose;

/// The card Expression.
pub const CARD: Card = Card {
    name: "boolean.expression",
    address: ("boolean", "expression"),
    title: "Expression",
    description: "Evaluates a condition written as one text, with fields embedded.",
    doc: "Evaluates a condition written as one text, with fields embedded.\nIt knows and, or, not, xor, == != > >= < <=, parentheses, and everything that Formula knows; # starts a comment.\nA number counts as false when it is 0, text when it is empty or \"false\", a date as its timestamp.",
    class: Class::Random,
    pure_with: Some(expression::draws_nothing),
    inputs: &[Port::text("_text_").named("expression").required()],
    outputs: &[Port::boolean("output").default("null")],
    input_side: Side::OPEN,
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["text-to-boolean", "the operators bind as in Formula", "random"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let condition = compose::fill(&call.text(0), |key| {
        let field = call.author_fields().find(|(field, _)| field.key == key);
        field.map(|(_, value)| operand(value))
    });
    let result = expression::evaluate(&condition, call.random)?;
    call.set(0, convert::to_boolean(&result)?);
    Ok(())
}

/// How a field stands in the condition: numbers as they are, dates as milliseconds, everything else by its truth.
fn operand(value: &Value) -> Text {
    match value {
        Value::Number(number) => number::print(*number),
        Value::Date(date) => number::print(date.as_number()),
        other => Text::new(if convert::to_boolean(other).unwrap_or(true) { "true" } else { "false" }),
    }
}
