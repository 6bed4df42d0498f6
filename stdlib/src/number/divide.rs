//! `number.divide`: one number divided by another, rounded, as number and as percentage.

use flowc_value::number::{self, Rounding};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Divide.
pub const CARD: Card = Card {
    name: "number.divide",
    address: ("math", "divide"),
    title: "Divide",
    description: "Divide one number by another.",
    doc: "One number divided by another, rounded, as number and as percentage.",
    inputs: &[
        Port::number("a").named("number").label("Number").required(),
        Port::number("b").named("divided_by").label("Divided by").required(),
        Port::number("decimals")
            .named("number_of_decimal_points")
            .label("Number of decimal points")
            .required()
            .default("4"),
    ],
    outputs: &[
        Port::number("output").named("result_as_a_decimal").label("Result as a decimal").default("null"),
        Port::text("percentage")
            .named("result_as_a_percentage")
            .label("Result as a percentage (%)")
            .default("null"),
    ],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["divide-by-zero", "divide-percentage", "negative-half", "null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let quotient = call.number(0)? / call.number(1)?;
    let decimals = call.number(2)?;
    call.set(0, to_places(quotient, decimals));
    let percentage = format!("{}%", number::print(to_places(quotient * 100.0, decimals)));
    call.set(1, percentage);
    Ok(())
}

/// Rounded to decimal places; halves as everywhere.
#[expect(clippy::cast_possible_truncation, reason = "held within a hundred places")]
fn to_places(number: f64, decimals: f64) -> f64 {
    let places = if decimals.is_nan() { 0.0 } else { decimals.trunc().clamp(0.0, 100.0) };
    number::round_to(number, places as i32, Rounding::Nearest)
}
