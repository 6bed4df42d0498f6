//! `control.return_error_if`: ends the flow with an error when a comparison holds.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Port, Run, Side, Typing};
use crate::choices::OPERATORS;

/// The card Return Error If.
pub const CARD: Card = Card {
    name: "control.return_error_if",
    aliases: &["control.throw_if"],
    address: ("control", "throwIf"),
    title: "Return Error If",
    description: "If a condition is true, throw an error and end the Flow.",
    doc: "Ends the flow with an error when a comparison holds.\n\
          Which comparison is made follows from the types stored on both operands: numbers by value, \
          text by code units, dates by time.",
    class: Class::Control,
    inputs: &[
        Port::text("left-operand")
            .named("value_a")
            .label("value a")
            .typing(Typing::Adopts(&[Kind::Object, Kind::Text, Kind::Number, Kind::Date, Kind::Boolean]))
            .available(r#"["object","string","number","Date","boolean"]"#),
        Port::text("operator").named("comparison").label("comparison").default(r#""==""#).choices(OPERATORS),
        Port::text("right-operand")
            .named("value_b")
            .label("value b")
            .typing(Typing::Adopts(&[Kind::Object, Kind::Text, Kind::Number, Kind::Date, Kind::Boolean]))
            .available(r#"["object","string","number","Date","boolean"]"#),
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
