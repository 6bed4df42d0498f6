//! `list.statistics`: what a list of numbers amounts to.

use flowc_value::Value;
use flowc_value::convert::to_number;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Statistics.
pub const CARD: Card = Card {
    name: "list.statistics",
    aliases: &["list.stats"],
    address: ("list", "stats"),
    title: "Statistics",
    description: "Statistics of a list of numbers.",
    doc: "How many numbers a list has, their sum, mean, median, smallest and largest, and how far they spread.\n\
          Variance and deviation are those of the list as a whole. Of an empty list there are only count and sum.",
    inputs: &[Port::number("list").list().required()],
    outputs: &[
        Port::number("count").default("null"),
        Port::number("sum").default("null"),
        Port::number("mean").default("null"),
        Port::number("median").default("null"),
        Port::number("min").named("minimum").default("null"),
        Port::number("max").named("maximum").default("null"),
        Port::number("variance").default("null"),
        Port::number("standard deviation").named("standard_deviation").default("null"),
    ],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["null-number", "which figures there are and their keys are guessed"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut numbers = call.list(0)?.iter().map(to_number).collect::<Result<Vec<f64>, _>>()?;
    numbers.sort_by(f64::total_cmp);
    let (length, sum) = (numbers.len(), numbers.iter().sum::<f64>());
    call.set(0, length);
    call.set(1, sum);
    let (Some(&smallest), Some(&largest)) = (numbers.first(), numbers.last()) else { return Ok(()) };
    let count = Value::from(length).as_number().unwrap_or_default();
    let mean = sum / count;
    let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count;
    let middle = numbers.get((length - 1) / 2..=length / 2).unwrap_or_default();
    let median = (middle.iter().sum::<f64>()) / if length % 2 == 0 { 2.0 } else { 1.0 };
    for (at, figure) in [mean, median, smallest, largest, variance, variance.sqrt()].into_iter().enumerate() {
        call.set(at + 2, figure);
    }
    Ok(())
}
