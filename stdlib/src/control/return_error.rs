//! `control.return_error`: ends the flow with an error.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side};

/// The card Return Error.
pub const CARD: Card = Card {
    name: "control.return_error",
    aliases: &["control.throw"],
    address: ("control", "throw"),
    title: "Return Error",
    description: "Throw an error and end the Flow.",
    doc: "Ends the flow with an error.",
    class: Class::Control,
    model: Model { mirrored: true, timeout: 10_000, ..Model::PURE },
    inputs: &[
        Port::number("statusCode").named("status_code").required().default("500"),
        Port::text("message").required(),
    ],
    outputs: &[
        Port::number("statusCode").named("status_code").default("500").optional(),
        Port::text("message").optional(),
    ],
    input_side: Side::OPEN.rules(
        r#"{
            "*":{"collection":"*","types":["*"]},
            "message":{"types":["string"]},
            "statusCode":{"types":["number"]}
        }"#,
    ),
    output_side: Side::OPEN,
    run: Run::Control(Control::Throw),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
