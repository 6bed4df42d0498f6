//! `text.concatenate`: all texts one after the other.

use flowc_value::convert;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Concatenate.
pub const CARD: Card = Card {
    name: "text.concatenate",
    aliases: &["text.concat"],
    address: ("string", "concat"),
    title: "Concatenate",
    description: "Combine a list of text into a single text.",
    doc: "All texts one after the other.\nFurther texts may be added.",
    inputs: &[
        Port::text("string1").named("text_1").label("text 1").required(),
        Port::text("string2").named("text_2").label("text 2").required(),
    ],
    outputs: &[Port::text("output")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["string"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["null-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut out = String::new();
    for value in call.inputs.iter().chain(call.fields) {
        convert::append_text(value, &mut out);
    }
    let out = super::within_limit(out)?;
    call.set(0, out);
    Ok(())
}
