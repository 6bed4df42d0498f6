//! `date.now`: the time at which the card runs, whole and in parts, in UTC.

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
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["now-parts"],
    ..Card::BLANK
};
