//! `date.now`: the time at which the card runs, whole and in parts, in UTC.

use flowc_value::Date;
use flowc_value::date::{Civil, Zone};

use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Port, Run};

/// The card Now.
pub const CARD: Card = Card {
    name: "date.now",
    address: ("date", "now"),
    title: "Now",
    description: "Return the current date & time.",
    doc: "The time at which the card runs, whole and in parts, in UTC.",
    class: Class::Clock,
    outputs: &[
        Port::date("date").default("null"),
        Port::text("iso").default("null"),
        Port::text("full").default("null"),
        Port::number("minute").default("null"),
        Port::number("hour").default("null"),
        Port::text("time").default("null"),
        Port::number("day").default("null"),
        Port::text("month").default("null"),
        Port::number("year").default("null"),
        Port::number("second").default("null"),
        Port::number("millisecond").default("null"),
    ],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["now-parts"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let date = Date::from_number(call.now).unwrap_or(Date::EPOCH);
    let Civil { year, month, day, hour, minute, second, milli } = date.utc();
    let written = |pattern: &str| date.format(pattern, &Zone::UTC);
    call.set(0, date);
    call.set(1, written("YYYY-MM-DDTHH:mm:ssZ"));
    call.set(2, written("MMMM D, YYYY HH:mm:ss.SSS"));
    call.set(5, written("HH:mm:ss"));
    for (index, part) in [(3, minute), (4, hour), (6, day), (7, month), (8, year), (9, second), (10, milli)] {
        #[expect(clippy::cast_precision_loss, reason = "parts of a date are far below 2^53")]
        call.set(index, part as f64);
    }
    Ok(())
}
