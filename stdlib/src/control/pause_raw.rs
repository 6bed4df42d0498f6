//! `control.pause_raw`: pauses the flow until its resume address is called, and answers with status code,
//! headers and body.

use flowc_types::Kind;

use crate::card::{Card, Class, Evidence, Port, Run, Typing};

/// The card Pause Raw.
pub const CARD: Card = Card {
    name: "control.pause_raw",
    address: ("control", "pauseRaw"),
    title: "Pause Raw",
    description: "Pauses the flow until its resume address is called, and answers with status code, headers \
          and body.",
    doc: "Pauses the flow until its resume address is called, and answers with status code, headers \
          and body.\n\
          How the platform stores it is not known.",
    class: Class::Control,
    inputs: &[
        Port::number("statusCode").named("status_code").required(),
        Port::object("headers").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("body"),
    ],
    outputs: &[
        Port::object("headers").label("Headers").default("null"),
        Port::text("body").label("Body").default("null"),
    ],
    run: Run::Unknown("a pause lasts until somebody calls the resume address"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
