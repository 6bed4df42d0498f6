//! `date.date_to_text`: the date as text by a pattern, in a time zone.

use super::bounded_pattern;
use flowc_value::date::Zone;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Date to Text.
pub const CARD: Card = Card {
    name: "date.date_to_text",
    aliases: &["date.format"],
    address: ("date", "format"),
    title: "Date to Text",
    description: "Format a date & time using a specified format (e.g. MM/DD/YYYY) and timezone.",
    doc: "The date as text by a pattern, in a time zone.\nPatterns are those of moment.js: YYYY-MM-DD, dddd, h:mm a.",
    inputs: &[Port::date("start").required(), Port::text("format").required(), Port::text("zone").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-zone", "date-text", "an empty pattern is ISO 8601 with offset"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (date, zone) = (call.date(0)?, Zone::named_or_utc(&call.text(2)));
    let pattern = call.text(1);
    let text = date.format(bounded_pattern(&pattern)?, &zone);
    call.set(0, text);
    Ok(())
}
