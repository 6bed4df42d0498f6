//! `text.find_last`: the position of the last occurrence of a text in another, or -1.

use flowc_value::Value;
use flowc_value::text::utf16;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Find Last.
pub const CARD: Card = Card {
    name: "text.find_last",
    aliases: &["text.last_index_of"],
    address: ("string", "lastIndexOf"),
    title: "Find Last",
    description: "Search for the last match inside text. Returns the position (index) or -1 if not found.",
    doc: "The position of the last occurrence of a text in another, or -1.\nThe occurrence may begin at the right-most position at the latest.",
    inputs: &[
        Port::text("string").named("look_in").label("look in").required(),
        Port::text("substr").named("look_for").label("look for").required(),
        Port::number("index").named("right_most_position").label("right-most position").default("null"),
    ],
    outputs: &[Port::number("output").named("position").label("position").default("-1")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["utf16"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (text, wanted) = (call.text(0), call.text(1));
    let limit = match call.given_number(2)? {
        Some(limit) if !limit.is_nan() => {
            utf16::to_byte(&text, utf16::relative(limit.max(0.0), utf16::len(&text)))
        }
        _ => text.len(),
    };
    // A match may begin at the limit and end behind it.
    let end = text.len().min(limit.saturating_add(wanted.len()));
    let end = (end..=text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(end);
    let found = text.get(..end).and_then(|before| before.rfind(wanted.as_str())).filter(|&at| at <= limit);
    call.set(0, found.map_or(Value::from(-1), |at| Value::from(utf16::from_byte(&text, at))));
    Ok(())
}
