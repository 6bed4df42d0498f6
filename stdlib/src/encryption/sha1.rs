//! `encryption.sha1`: hashes text by SHA-1.

use crate::card::{Card, Evidence, Port, Run};

use super::DIGESTS;

/// The card SHA1.
pub const CARD: Card = Card {
    name: "encryption.sha1",
    address: ("crypto", "sha1"),
    title: "SHA1",
    description: "Hashes text by SHA-1.",
    doc: "Hashes text by SHA-1.",
    inputs: &[Port::text("data").required(), Port::text("digest").default(r#""base64""#).choices(DIGESTS)],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
