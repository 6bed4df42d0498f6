//! `date.unix`: milliseconds since 1970-01-01 UTC.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card UNIX.
pub const CARD: Card = Card {
    name: "date.unix",
    address: ("date", "unix"),
    title: "UNIX",
    description: "Generate the UNIX standard format for a date & time.",
    doc: "Milliseconds since 1970-01-01 UTC.",
    inputs: &[Port::date("start").required()],
    outputs: &[Port::number("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let date = call.date(0)?;
    call.set(0, date.as_number());
    Ok(())
}
