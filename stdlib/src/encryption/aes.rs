//! `encryption.aes`: encrypts text by AES with a password.

use super::cipher;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card AES.
pub const CARD: Card = Card {
    name: "encryption.aes",
    address: ("crypto", "aes"),
    title: "AES",
    description: "Encrypts text by AES with a password.",
    doc: "Encrypts text by AES with a password.",
    inputs: &[
        Port::text("algorithm").required(),
        Port::text("key").required(),
        Port::text("data").required(),
    ],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["text is encrypted as UTF-8", "without an algorithm it is an error"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (algorithm, key, data) = (call.text(0), call.text(1), call.text(2));
    if !algorithm.trim().to_ascii_lowercase().starts_with("aes-") {
        return Err(CardError::new(format!("Unknown cipher \"{algorithm}\"")));
    }
    let encrypted = STANDARD.encode(cipher::encrypt(&algorithm, key.as_bytes(), data.as_bytes())?);
    call.set(0, encrypted);
    Ok(())
}
