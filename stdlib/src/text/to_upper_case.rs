//! `text.to_upper_case`: the text in upper case.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card To Upper Case.
pub const CARD: Card = Card {
    name: "text.to_upper_case",
    address: ("string", "toUpperCase"),
    title: "To Upper Case",
    description: "The text in upper case.",
    doc: "The text in upper case.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &["null-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let upper = call.text(0).to_uppercase();
    call.set(0, upper);
    Ok(())
}
