//! `control.continue_if`: lets the flow go on when a comparison holds and ends it otherwise.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Port, Run, Side, Typing};
use crate::choices::OPERATORS;

/// The card Continue If.
pub const CARD: Card = Card {
    name: "control.continue_if",
    address: ("control", "continueIf"),
    title: "Continue If",
    description: "Stop the Flow if a condition isn't true.",
    doc: "Lets the flow go on when a comparison holds and ends it otherwise.\n\
          The flow ends normally and hands back `{message}`.\n\
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
        Port::text("message")
            .group("otherwise")
            .typing(Typing::Adopts(&[]))
            .default("null")
            .available(r#"["*"]"#),
    ],
    outputs: &[Port::text("message").default("null").metadata(r#"{"hidden":true,"displayed":false}"#)],
    input_side: Side::FIXED.rules(
        r#"{
            "left-operand":{"types":["object","string","number","Date","boolean"]},
            "right-operand":{"types":["object","string","number","Date","boolean"]}
        }"#,
    ),
    run: Run::Control(Control::ContinueIf),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["compare-runtime-type", "compare-mixed", "stop-value"],
    ..Card::BLANK
};
