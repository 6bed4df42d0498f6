//! `list.sum`: the sum of a list of numbers.

use flowc_value::convert::to_number;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Sum.
pub const CARD: Card = Card {
    name: "list.sum",
    address: ("list", "sum"),
    title: "Sum",
    description: "The sum of a list of numbers.",
    doc: "The sum of a list of numbers.",
    inputs: &[Port::number("list").list().required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["null-number"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let list = call.list(0)?;
    let sum = list.iter().try_fold(0.0, |sum, item| to_number(item).map(|number| sum + number))?;
    call.set(0, sum);
    Ok(())
}
