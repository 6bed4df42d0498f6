//! `encryption.decrypt`: decrypts what Encrypt gave.

use crate::card::{Card, Evidence, Port, Run};

use super::CIPHERS;

/// The card Decrypt.
pub const CARD: Card = Card {
    name: "encryption.decrypt",
    aliases: &["encryption.decipher"],
    address: ("crypto", "decipher"),
    title: "Decrypt",
    description: "Decrypts what Encrypt gave.",
    doc: "Decrypts what Encrypt gave.",
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
