//! `date.convert`: one date in several notations.

use super::{bounded_pattern, seconds};
use flowc_value::date::{HUMAN_PATTERN, Zone};
use flowc_value::number;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Convert.
pub const CARD: Card = Card {
    name: "date.convert",
    aliases: &["date.from_iso"],
    address: ("date", "fromISO"),
    title: "Convert",
    description: "Convert a date & time to a variety of formats.",
    doc: "One date in several notations.\n`epoch` counts seconds, `unix` milliseconds; pattern and zone act on `custom` alone.",
    inputs: &[
        Port::text("start").required(),
        Port::text("format").default("null"),
        Port::text("zone").default("null"),
    ],
    outputs: &[
        Port::date("date").default("null"),
        Port::text("iso").default("null"),
        Port::text("epoch").default("null"),
        Port::text("unix").default("null"),
        Port::text("human").default("null"),
        Port::text("custom").default("null"),
    ],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["date-text", "date-zone", "convert-custom", "convert-human", "convert-iso"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (date, zone) = (call.date(0)?, Zone::named_or_utc(&call.text(2)));
    call.set(0, date);
    call.set(1, date.to_iso());
    call.set(2, number::print(seconds(date)));
    call.set(3, number::print(date.as_number()));
    call.set(4, date.format(HUMAN_PATTERN, &Zone::UTC));
    let pattern = call.text(1);
    let custom = date.format(bounded_pattern(&pattern)?, &zone);
    call.set(5, custom);
    Ok(())
}
