//! `json.parse`: reads JSON text.

use flowc_value::text::trim;
use flowc_value::{Value, json};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Model, Port, Run, Side};

/// The card Parse.
pub const CARD: Card = Card {
    name: "json.parse",
    address: ("json", "parse"),
    title: "Parse",
    description: "Parse a JSON string into an object or list.",
    doc: "Reads JSON text.",
    model: Model { executable: true, timeout: 30_000, ..Model::PURE },
    inputs: &[Port::text("string").required()],
    outputs: &[Port::object("output").default("null")],
    output_side: Side::FIXED
        .rules(r#"{"output":{"collection":"*","types":["string","number","Date","object","boolean"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["json-empty", "json-message"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let text = call.text(0);
    let output = if trim(&text).is_empty() {
        Value::Null
    } else {
        json::parse(&text).map_err(|error| CardError::new(error.to_string()))?
    };
    call.set(0, output);
    Ok(())
}
