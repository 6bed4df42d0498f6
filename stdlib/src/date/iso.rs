//! `date.iso`: the date as ISO 8601 text.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card ISO.
pub const CARD: Card = Card {
    name: "date.iso",
    address: ("date", "iso"),
    title: "ISO",
    description: "Generate the ISO 8601 format for a date & time.",
    doc: "The date as ISO 8601 text.",
    inputs: &[Port::date("start").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let date = call.date(0)?;
    call.set(0, date.to_iso());
    Ok(())
}
