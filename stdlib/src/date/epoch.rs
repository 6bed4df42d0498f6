//! `date.epoch`: seconds since 1970-01-01 UTC.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card EPOCH.
pub const CARD: Card = Card {
    name: "date.epoch",
    address: ("date", "epoch"),
    title: "EPOCH",
    description: "Generate the UNIX Epoch format for a date & time.",
    doc: "Seconds since 1970-01-01 UTC.",
    inputs: &[Port::date("start").required()],
    outputs: &[Port::number("output")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let date = call.date(0)?;
    call.set(0, super::seconds(date));
    Ok(())
}
