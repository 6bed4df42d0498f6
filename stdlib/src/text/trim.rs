//! `text.trim`: the text without blanks at both ends.

use flowc_value::{Text, text};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Trim.
pub const CARD: Card = Card {
    name: "text.trim",
    address: ("string", "trim"),
    title: "Trim",
    description: "Remove leading and trailing blank spaces.",
    doc: "The text without blanks at both ends.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("output")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["null-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let trimmed = Text::new(text::trim(&call.text(0)));
    call.set(0, trimmed);
    Ok(())
}
