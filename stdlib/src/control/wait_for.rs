//! `control.wait_for`: waits for an amount of time.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run};

/// The card Wait For.
pub const CARD: Card = Card {
    name: "control.wait_for",
    aliases: &["control.wait"],
    address: ("control", "wait"),
    title: "Wait For",
    description: "Pause the Flow and wait for the specified period of time before continuing.",
    doc: "Waits for an amount of time.\nAt least one second, at most 30 days.",
    class: Class::Control,
    model: Model { asynchronous: true, ..Model::PURE },
    inputs: &[
        Port::number("delay").required().default("1"),
        Port::text("unit").required().default(r#""second""#).choices(&[
            ("second", "second"),
            ("minute", "minute"),
            ("hour", "hour"),
            ("day", "day"),
        ]),
    ],
    run: Run::Control(Control::Wait),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};
