//! `text.length`: the number of characters.

use flowc_value::text::utf16;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Length.
pub const CARD: Card = Card {
    name: "text.length",
    address: ("string", "length"),
    title: "Length",
    description: "Calculate the length of a text input.",
    doc: "The number of characters.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::number("length")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["utf16", "null-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let length = utf16::len(&call.text(0));
    call.set(0, length);
    Ok(())
}
