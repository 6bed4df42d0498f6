//! `date.subtract`: moves a date back by an amount of time.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

use super::{UNITS, moved};

/// The card Subtract.
pub const CARD: Card = Card {
    name: "date.subtract",
    address: ("date", "subtract"),
    title: "Subtract",
    description: "Subtract a multiple of a unit of time (e.g. seconds) from a starting date & time.",
    doc: "Moves a date back by an amount of time.\nMonths and years are calendar units: the day is clamped to the end of the month.",
    inputs: &[
        Port::date("start").named("start_date").label("start date").required(),
        Port::number("scale").named("subtract").label("subtract").required(),
        Port::text("unit").named("units").label("units").required().choices(UNITS),
    ],
    outputs: &[Port::date("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-fraction", "null-number", "without a unit milliseconds are meant"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (date, amount) = (call.date(0)?, call.number(1)?);
    let moved = moved(date, -amount, &call.text(2))?;
    call.set(0, moved);
    Ok(())
}
