//! `control.if_else`: runs one of two arms by a comparison and goes on after both.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Port, Run, Side, Typing};
use crate::choices::OPERATORS;

/// The card If/Else.
pub const CARD: Card = Card {
    name: "control.if_else",
    aliases: &["control.if"],
    address: ("control", "if"),
    title: "If/Else",
    description: "Specify different actions to run based on whether or not a single condition is true.",
    doc: "Runs one of two arms by a comparison and goes on after both.\n\
          Which comparison is made follows from the types stored on both operands: numbers by value, \
          text by code units, dates by time.",
    class: Class::Control,
    inputs: &[
        Port::text("left-operand")
            .named("value_a")
            .label("value a")
            .typing(Typing::Adopts(&[Kind::Object, Kind::Text, Kind::Number, Kind::Date, Kind::Boolean]))
            .available(r#"["object","string","number","Date","boolean"]"#),
        Port::text("operator")
            .named("comparison")
            .label("comparison")
            .required()
            .default(r#""==""#)
            .choices(OPERATORS),
        Port::text("right-operand")
            .named("value_b")
            .label("value b")
            .typing(Typing::Adopts(&[Kind::Object, Kind::Text, Kind::Number, Kind::Date, Kind::Boolean]))
            .available(r#"["object","string","number","Date","boolean"]"#),
    ],
    outputs: &[Port::boolean("result").default("null")],
    input_side: Side::FIXED.rules(
        r#"{
            "left-operand":{"types":["object","string","number","Date","boolean"]},
            "right-operand":{"types":["object","string","number","Date","boolean"]}
        }"#,
    ),
    output_side: Side::OPEN,
    run: Run::Control(Control::If),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["compare-runtime-type", "compare-mixed", "stop-in-arm", "return-in-arm", "join-unset"],
    ..Card::BLANK
};
