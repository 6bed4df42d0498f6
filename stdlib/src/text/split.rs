//! `text.split`: the parts of a text between separators.

use flowc_value::{Text, Value};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Split.
pub const CARD: Card = Card {
    name: "text.split",
    address: ("string", "split"),
    title: "Split",
    description: "Split text into a list of segments separated by commas or other specified delimiter.",
    doc: "The parts of a text between separators.",
    inputs: &[
        Port::text("string").named("text").label("text").required(),
        Port::text("delimiter").named("separator").label("separator").default(r#"",""#),
    ],
    outputs: &[Port::text("output").list().named("result_list").label("result list")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["split-empty", "backslash-n", "null-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (text, separator) = (call.text(0), call.text(1));
    let parts = if separator.is_empty() {
        Value::list(text.chars().map(Text::from))
    } else {
        Value::list(text.split(separator.as_str()))
    };
    call.set(0, parts);
    Ok(())
}
