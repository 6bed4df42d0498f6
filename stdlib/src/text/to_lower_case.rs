//! `text.to_lower_case`: the text in lower case.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card To Lower Case.
pub const CARD: Card = Card {
    name: "text.to_lower_case",
    address: ("string", "toLowerCase"),
    title: "To Lower Case",
    description: "Convert text to all lowercase.",
    doc: "The text in lower case.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["null-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let lower = call.text(0).to_lowercase();
    call.set(0, lower);
    Ok(())
}
