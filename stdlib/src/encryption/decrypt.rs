//! `encryption.decrypt`: decrypts what Encrypt gave.

use super::cipher;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};
use crate::text::base64_decode;

use super::CIPHER_INPUTS;

/// The card Decrypt.
pub const CARD: Card = Card {
    name: "encryption.decrypt",
    aliases: &["encryption.decipher"],
    address: ("crypto", "decipher"),
    title: "Decrypt",
    description: "Decrypts what Encrypt gave.",
    doc: "Decrypts what Encrypt gave.",
    inputs: CIPHER_INPUTS,
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["text is encrypted as UTF-8", "without an algorithm it is an error"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (algorithm, key, data) = (call.text(0), call.text(1), call.text(2));
    let data = base64_decode::bytes(data.as_bytes());
    let decrypted = cipher::decrypt(&algorithm, key.as_bytes(), &data)?;
    call.set(0, String::from_utf8_lossy(&decrypted).into_owned());
    Ok(())
}
