//! `control.return_raw`: ends the flow and answers the HTTP caller with a status code, headers and a
//! body as they are.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run};

/// The card Return Raw.
pub const CARD: Card = Card {
    name: "control.return_raw",
    address: ("control", "returnRaw"),
    title: "Return Raw",
    description: "Return raw http data from a Flow to the caller, such as XML.",
    doc: "Ends the flow and answers the HTTP caller with a status code, headers and a body as they are.",
    class: Class::Control,
    model: Model { mirrored: true, ..Model::PURE },
    inputs: &[
        Port::number("statusCode").named("status_code").required().default("200"),
        Port::object("headers").required().may_be_empty(),
        Port::text("body"),
    ],
    outputs: &[
        Port::number("statusCode").named("status_code").default("200"),
        Port::object("headers"),
        Port::text("body"),
    ],
    run: Run::Control(Control::ReturnRaw),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
