//! `date.add`: moves a date forward by an amount of time.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

use super::{UNITS, moved};

/// The card Add.
pub const CARD: Card = Card {
    name: "date.add",
    address: ("date", "add"),
    title: "Add",
    description: "Add a multiple of some unit of time (e.g. seconds) to a starting date & time.",
    doc: "Moves a date forward by an amount of time.\nMonths and years are calendar units: the day is clamped to the end of the month.",
    inputs: &[
        Port::date("start").named("start_date").label("start date").required(),
        Port::number("scale").named("add").label("add").required(),
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
    let moved = moved(date, amount, &call.text(2))?;
    call.set(0, moved);
    Ok(())
}
