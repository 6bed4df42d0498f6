//! `encryption.aes`: encrypts text by AES with a password.

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
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
