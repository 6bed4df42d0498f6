//! `boolean.compare`: compares two values and gives the truth of the comparison.

use flowc_types::Kind;
use flowc_value::compare;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::choices::operator;
use crate::ports::{COMPARISON, VALUE_A, VALUE_B};

/// The card Compare.
pub const CARD: Card = Card {
    name: "boolean.compare",
    address: ("boolean", "compare"),
    title: "Compare",
    description: "Run a simple true/false test (e.g. Price > 100).",
    doc: comparing!("Compares two values and gives the truth of the comparison."),
    inputs: &[VALUE_A.typing(Typing::Adopts(&[Kind::Text, Kind::Number, Kind::Date, Kind::Boolean, Kind::Object])).available(r#"["string","number","Date","boolean","object"]"#), COMPARISON.required(), VALUE_B.typing(Typing::Adopts(&[Kind::Text, Kind::Number, Kind::Date, Kind::Boolean])).available(r#"["string","number","Date","boolean"]"#),],
    outputs: &[Port::boolean("result").default("null")],
    input_side: Side::FIXED.rules(
        r#"{
            "left-operand":{"types":["string","number","Date","boolean","object"]},
            "right-operand":{"types":["string","number","Date","boolean"]}
        }"#,
    ),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["compare-runtime-type", "compare-mixed", "compare-date-text", "compare-structures", "text-case", "bool-vs-text", "bool-vs-number", "null-vs-empty", "null-vs-null-text", "null-vs-zero", "null-order", "empty-list-is-empty", "zero-not-empty", "in-list", "remainder-by-zero"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let operator = operator(&call.text(1))?;
    let holds = compare(operator, call.input(0), call.declared(0), call.input(2), call.declared(2));
    call.set(0, holds);
    Ok(())
}
