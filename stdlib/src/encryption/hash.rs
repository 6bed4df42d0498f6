//! `encryption.hash`: hashes text by a chosen algorithm.

use super::digest::{Algorithm, written};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

use super::{DIGEST, DIGEST_ASSUMED, HASH_ALGORITHMS};

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
        DIGEST,
    ],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &[DIGEST_ASSUMED],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let hashed = Algorithm::named(&call.text(0))?.hash(call.text(1).as_bytes());
    let written = written(&hashed, &call.text(2))?;
    call.set(0, written);
    Ok(())
}
