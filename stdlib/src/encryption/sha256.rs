//! `encryption.sha256`: hashes text by SHA-256.

use super::digest::{Algorithm, written};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

use super::{DIGEST, DIGEST_ASSUMED};

/// The card SHA256.
pub const CARD: Card = Card {
    name: "encryption.sha256",
    address: ("crypto", "sha256"),
    title: "SHA256",
    description: "Hashes text by SHA-256.",
    doc: "Hashes text by SHA-256.",
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
    let hashed = Algorithm::Sha256.hash(call.text(0).as_bytes());
    let written = written(&hashed, &call.text(1))?;
    call.set(0, written);
    Ok(())
}
