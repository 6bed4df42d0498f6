//! `encryption.sha1`: hashes text by SHA-1.

use super::digest::{Algorithm, written};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

use super::{DIGEST, DIGEST_ASSUMED};

/// The card SHA1.
pub const CARD: Card = Card {
    name: "encryption.sha1",
    address: ("crypto", "sha1"),
    title: "SHA1",
    description: "Hashes text by SHA-1.",
    doc: "Hashes text by SHA-1.",
    inputs: &[Port::text("data").required(), DIGEST],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    assumed: &[
        DIGEST_ASSUMED,
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
