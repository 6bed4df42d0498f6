//! `encryption.sha1`: hashes text by SHA-1.

use super::digest::{Algorithm, written};
use crate::call::{Call, CardError};
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
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &[
        "the text is hashed as UTF-8, hex is in lower case, binary has one character for each byte",
        "it is Hash with a fixed algorithm",
    ],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let hashed = Algorithm::Sha1.hash(call.text(0).as_bytes());
    let written = written(&hashed, &call.text(1))?;
    call.set(0, written);
    Ok(())
}
