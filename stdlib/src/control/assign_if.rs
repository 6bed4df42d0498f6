//! `control.assign_if`: picks one of two values by a comparison.

use flowc_value::compare;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::choices::operator;
use crate::ports::{COMPARISON, VALUE_A, VALUE_B};

/// The card Assign If.
pub const CARD: Card = Card {
    name: "control.assign_if",
    address: ("control", "assignIf"),
    title: "Assign If",
    description: "Choose a value based on a true/false condition.",
    doc: comparing!("Picks one of two values by a comparison.\n\
          Both values are computed beforehand; nothing is skipped."),
    inputs: &[
        VALUE_A,
        COMPARISON,
        VALUE_B,
        Port::text("valueIfTrue")
            .named("value_if_true")
            .label("value if true")
            .typing(Typing::AdoptsAll(&[]))
            .default("null")
            .available(r#"["*"]"#),
        Port::text("valueIfFalse")
            .named("value_if_false")
            .label("value if false")
            .typing(Typing::AdoptsAll(&[]))
            .default("null")
            .available(r#"["*"]"#),
    ],
    outputs: &[Port::text("output").typing(Typing::Like(4)).default("null").available(r#"["*"]"#)],
    input_side: Side::FIXED.rules(
        r#"{
            "left-operand":{"type":["object","string","number","Date","boolean"]},
            "right-operand":{"type":["object","string","number","Date","boolean"]},
            "valueIfFalse":{"collection":"*","type":["*"]},
            "valueIfTrue":{"collection":"*","type":["*"]}
        }"#,
    ),
    output_side: Side::FIXED.rules(r#"{"output":{"collection":"*","type":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["compare-runtime-type", "compare-mixed", "text-case", "null-vs-empty", "null-order"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let operator = operator(&call.text(1))?;
    let (left, right) = (call.input(0), call.input(2));
    let holds = compare(operator, left, call.declared(0), right, call.declared(2));
    let value = call.input(if holds { 3 } else { 4 }).clone();
    call.set(0, value);
    Ok(())
}
