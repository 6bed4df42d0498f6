//! `json.stringify`: writes a value as JSON text.

use flowc_types::Kind;
use flowc_value::json;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Model, Port, Run, Side, Typing};

/// The card Stringify.
pub const CARD: Card = Card {
    name: "json.stringify",
    address: ("json", "stringify"),
    title: "Stringify",
    description: "Convert a JSON object to a string (text).",
    doc: "Writes a value as JSON text.",
    model: Model { executable: true, timeout: 30_000, ..Model::PURE },
    inputs: &[Port::object("object").required().typing(Typing::AdoptsAll(&[
        Kind::Text,
        Kind::Number,
        Kind::Date,
        Kind::Boolean,
        Kind::Object,
    ]))],
    outputs: &[Port::text("output").default("null")],
    input_side: Side::FIXED
        .rules(r#"{"object":{"collection":"*","types":["string","number","Date","boolean","object"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["stringify-compact"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let text = json::to_text(call.input(0));
    call.set(0, text);
    Ok(())
}
