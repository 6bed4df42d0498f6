//! `encryption.encrypt`: encrypts text with a password.

use super::cipher;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

use super::CIPHER_INPUTS;

/// The card Encrypt.
pub const CARD: Card = Card {
    name: "encryption.encrypt",
    aliases: &["encryption.cipher"],
    address: ("crypto", "cipher"),
    title: "Encrypt",
    description: "Encrypts text with a password.",
    doc: "Encrypts text with a password.\nThe key comes from the password by OpenSSL's EVP_BytesToKey (MD5, no salt, one round); the result is base64.",
    inputs: CIPHER_INPUTS,
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["text is encrypted as UTF-8", "without an algorithm it is an error"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (algorithm, key, data) = (call.text(0), call.text(1), call.text(2));
    let encrypted = STANDARD.encode(cipher::encrypt(&algorithm, key.as_bytes(), data.as_bytes())?);
    call.set(0, encrypted);
    Ok(())
}
