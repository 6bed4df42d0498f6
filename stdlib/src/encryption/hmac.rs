//! `encryption.hmac`: signs text with a secret key by a hash algorithm.

use crate::card::{Card, Evidence, Port, Run};

use super::{DIGESTS, HMAC_ALGORITHMS};

/// The card HMAC.
pub const CARD: Card = Card {
    name: "encryption.hmac",
    address: ("crypto", "hmac"),
    title: "HMAC",
    description: "HMAC-encrypt text using a HMAC algorithm specified by OpenSSL.",
    doc: "Signs text with a secret key by a hash algorithm.",
    inputs: &[
        Port::text("algorithm").required().default(r#""sha256""#).choices(HMAC_ALGORITHMS),
        Port::text("key").required(),
        Port::text("data").required(),
        Port::text("digest").default(r#""base64""#).choices(DIGESTS),
    ],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
