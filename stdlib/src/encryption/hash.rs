//! `encryption.hash`: hashes text by a chosen algorithm.

use crate::card::{Card, Evidence, Port, Run};

use super::{DIGESTS, HASH_ALGORITHMS};

/// The card Hash.
pub const CARD: Card = Card {
    name: "encryption.hash",
    address: ("crypto", "hash"),
    title: "Hash",
    description: "Hashes text by a chosen algorithm.",
    doc: "Hashes text by a chosen algorithm.",
    inputs: &[
        Port::text("algorithm").default(r#""sha256""#).choices(HASH_ALGORITHMS),
        Port::text("data").required(),
        Port::text("digest").default(r#""base64""#).choices(DIGESTS),
    ],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
