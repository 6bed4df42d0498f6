//! `http.close`: answers the HTTP caller; the flow goes on.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side};

/// The card Close.
pub const CARD: Card = Card {
    name: "http.close",
    address: ("http", "close"),
    title: "Close",
    description: "Answers the HTTP caller; the flow goes on.",
    doc: "Answers the HTTP caller; the flow goes on.",
    class: Class::Control,
    model: Model { timeout: 30_000, ..Model::PURE },
    inputs: &[Port::text("statusCode").named("status_code").required()],
    input_side: Side::FIXED.rules(r#"{"*":{"collection":"*","types":["*"]}}"#).groups(
        r#"{
            "body":{"extensible":true,"reserved":{},"type":["*"]},
            "headers":{"extensible":true,"reserved":{"Content-Type":"string"},"type":"object"}
        }"#,
    ),
    run: Run::Control(Control::Close),
    evidence: &[Evidence::Pack],
    assumed: &["close-continues"],
    ..Card::BLANK
};
