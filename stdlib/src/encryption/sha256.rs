//! `encryption.sha256`: hashes text by SHA-256.

use crate::card::{Card, Evidence, Port, Run};

use super::DIGESTS;

/// The card SHA256.
pub const CARD: Card = Card {
    name: "encryption.sha256",
    address: ("crypto", "sha256"),
    title: "SHA256",
    description: "Hashes text by SHA-256.",
    doc: "Hashes text by SHA-256.",
    inputs: &[Port::text("data").required(), Port::text("digest").default(r#""base64""#).choices(DIGESTS)],
    outputs: &[Port::text("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};
