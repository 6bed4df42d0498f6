//! `number.round_decimal_places`: the number rounded to a number of decimals.

use flowc_value::number;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Round Decimal Places.
pub const CARD: Card = Card {
    name: "number.round_decimal_places",
    aliases: &["number.to_fixed"],
    address: ("math", "toFixed"),
    title: "Round Decimal Places",
    description: "The number rounded to a number of decimals.",
    doc: "The number rounded to a number of decimals.",
    inputs: &[
        Port::number("a").named("number").label("number").required(),
        Port::number("decimals").named("decimal_places").label("decimal places").required(),
    ],
    outputs: &[Port::number("output").named("rounded").label("rounded").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["it rounds as toFixed of JavaScript and gives a number", "null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (number, decimals) = (call.number(0)?, call.number(1)?.trunc());
    if !(0.0..=100.0).contains(&decimals) {
        return Err(CardError::new("toFixed() digits argument must be between 0 and 100"));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be small")]
    let digits = decimals as u8;
    // Above this JavaScript leaves a number as it is.
    let rounded = if number.abs() < 1e21 { number::read(&number::to_fixed(number, digits)) } else { None };
    call.set(0, rounded.unwrap_or(number));
    Ok(())
}
