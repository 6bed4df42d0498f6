//! `encryption.encrypt`: encrypts text with a password.

use crate::card::{Card, Evidence, Port, Run};

use super::CIPHERS;

/// The card Encrypt.
pub const CARD: Card = Card {
    name: "encryption.encrypt",
    aliases: &["encryption.cipher"],
    address: ("crypto", "cipher"),
    title: "Encrypt",
    description: "Encrypts text with a password.",
    doc: "Encrypts text with a password.\nThe key comes from the password by OpenSSL's EVP_BytesToKey (MD5, no salt, one round); the result is base64.",
    inputs: &[
        Port::text("algorithm").choices(CIPHERS),
        Port::text("key").required(),
        Port::text("data").required(),
    ],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
