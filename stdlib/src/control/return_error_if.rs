//! `control.return_error_if`: ends the flow with an error when a comparison holds.

use crate::card::{Card, Class, Control, Evidence, Port, Run, Side, Typing};
use crate::ports::{COMPARISON, VALUE_A, VALUE_B};

/// The card Return Error If.
pub const CARD: Card = Card {
    name: "control.return_error_if",
    aliases: &["control.throw_if"],
    address: ("control", "throwIf"),
    title: "Return Error If",
    description: "If a condition is true, throw an error and end the Flow.",
    doc: comparing!("Ends the flow with an error when a comparison holds."),
    class: Class::Control,
    inputs: &[
        VALUE_A,
        COMPARISON,
        VALUE_B,
        Port::text("message").typing(Typing::AdoptsAll(&[])).default("null").available(r#"["*"]"#),
        Port::number("statusCode").named("status_code").default("null"),
    ],
    // Packs differ in `extensible` by where the card stands; this is the most common form.
    input_side: Side::OPEN.rules(
        r#"{
            "*":{"collection":"*","types":["*"]},
            "left-operand":{"types":["object","string","number","Date","boolean"]},
            "operator":{"types":["string"]},
            "right-operand":{"types":["object","string","number","Date","boolean"]}
        }"#,
    ),
    run: Run::Control(Control::ThrowIf),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["compare-runtime-type", "compare-mixed", "error-code"],
    ..Card::BLANK
};
