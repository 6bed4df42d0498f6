//! `control.wait_until`: waits until a point in time.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Typing};

/// The card Wait Until.
pub const CARD: Card = Card {
    name: "control.wait_until",
    aliases: &["control.until"],
    address: ("control", "until"),
    title: "Wait Until",
    description: "Pause the Flow and wait until the specified time to continue.",
    doc: "Waits until a point in time.\nAt least one second, at most 30 days ahead.",
    class: Class::Control,
    model: Model { asynchronous: true, ..Model::PURE },
    inputs: &[Port::date("date")
        .named("date_time")
        .label("date & time")
        .required()
        .typing(Typing::Adopts(&[Kind::Date, Kind::Text]))
        .available(r#"["Date","string"]"#)],
    run: Run::Control(Control::WaitUntil),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
