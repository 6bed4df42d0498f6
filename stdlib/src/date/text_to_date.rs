//! `date.text_to_date`: reads a date from text by a pattern.

use super::bounded_pattern;
use flowc_value::Date;

use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Port, Run};

/// The card Text to Date.
pub const CARD: Card = Card {
    name: "date.text_to_date",
    aliases: &["date.parse"],
    address: ("date", "parse"),
    title: "Text to Date",
    description: "Parse text into a date & time according to a specified format (e.g. MM/DD/YYYY).",
    doc: "Reads a date from text by a pattern.\nWithout a pattern the text is read as a date is read everywhere else.",
    class: Class::Clock,
    inputs: &[Port::text("start").required(), Port::text("format").default("null")],
    outputs: &[Port::date("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-parse-forgiving", "date-text", "empty-date", "text that does not fit is an error"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (text, pattern) = (call.text(0), call.text(1));
    if text.trim().is_empty() {
        return Ok(());
    }
    let today = Date::from_number(call.now).unwrap_or(Date::EPOCH);
    let date = if pattern.is_empty() {
        Some(call.date(0)?)
    } else {
        Date::read(&text, bounded_pattern(&pattern)?, today)
    };
    let date =
        date.ok_or_else(|| CardError::new(format!("Invalid date: \"{text}\" does not fit \"{pattern}\"")))?;
    call.set(0, date);
    Ok(())
}
