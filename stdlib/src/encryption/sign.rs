//! `encryption.sign`: signs text with a private key.

use crate::card::{Card, Evidence, Port, Run};

use super::{DIGEST, HASH_ALGORITHMS};

/// The card Sign.
pub const CARD: Card = Card {
    name: "encryption.sign",
    address: ("crypto", "sign"),
    title: "Sign",
    description: "Signs text with a private key.",
    doc: "Signs text with a private key.",
    inputs: &[
        Port::text("algorithm").default(r#""sha256""#).choices(HASH_ALGORITHMS),
        Port::text("data").required(),
        DIGEST,
        Port::text("key").group("privateKey").required(),
        Port::text("passphrase").group("privateKey"),
    ],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("it signs with a private key, of which no result is documented"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
