//! `text.random`: text of a chosen length drawn at random.

use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Port, Run};

/// The card Random.
pub const CARD: Card = Card {
    name: "text.random",
    address: ("string", "random"),
    title: "Random",
    description: "Generate random text of a specified length.",
    doc: "Text of a chosen length drawn at random.",
    class: Class::Random,
    inputs: &[Port::number("length").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["random", "letters and digits are drawn"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let length = call.number(0)?;
    if length > LONGEST {
        return Err(CardError::new(format!("random text of more than {LONGEST} characters")));
    }
    let mut out = String::new();
    while utf16_length(&out) < length {
        let drawn = call.random.next_bits() % LETTERS.len() as u64;
        out.extend(
            usize::try_from(drawn).ok().and_then(|drawn| LETTERS.get(drawn)).map(|&byte| char::from(byte)),
        );
    }
    call.set(0, out);
    Ok(())
}

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// More than any password or key needs.
const LONGEST: f64 = 1_000_000.0;

#[expect(clippy::cast_precision_loss, reason = "at most a million")]
fn utf16_length(ascii: &str) -> f64 {
    ascii.len() as f64
}
