//! `date.difference`: the time between two dates in seven units.

use flowc_value::date::Unit;

use crate::call::{Call, CardError};
use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Difference.
pub const CARD: Card = Card {
    name: "date.difference",
    aliases: &["date.diff"],
    address: ("date", "diff"),
    title: "Difference",
    description: "Calculate the difference between two dates & times.",
    doc: "The time between two dates in seven units.\nThe platform's keys are swapped: key `start` carries the end date, key `end` the start date.",
    inputs: &[
        Port::date("start").named("end_date").label("end date").required(),
        Port::date("end")
            .named("start_date")
            .label("start date")
            .required()
            .typing(Typing::Adopts(&[Kind::Date, Kind::Text]))
            .available(r#"["string"]"#),
    ],
    outputs: &[
        Port::number("days").default("null"),
        Port::number("months").default("null"),
        Port::number("years").default("null"),
        Port::number("hours").default("null"),
        Port::number("minutes").default("null"),
        Port::number("seconds").default("null"),
        Port::number("milliseconds").default("null"),
    ],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["diff-fraction", "date-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (end, start) = (call.date(0)?, call.date(1)?);
    let units = [
        Unit::Days,
        Unit::Months,
        Unit::Years,
        Unit::Hours,
        Unit::Minutes,
        Unit::Seconds,
        Unit::Milliseconds,
    ];
    for (index, unit) in units.into_iter().enumerate() {
        call.set(index, end.since(start, unit));
    }
    Ok(())
}
