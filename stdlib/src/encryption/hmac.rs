//! `encryption.hmac`: signs text with a secret key by a hash algorithm.

use super::digest::{Algorithm, written};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

use super::{DIGEST, DIGEST_ASSUMED, HMAC_ALGORITHMS};

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
        DIGEST,
    ],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &[DIGEST_ASSUMED],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let signed = Algorithm::named(&call.text(0))?.hmac(call.text(1).as_bytes(), call.text(2).as_bytes())?;
    let written = written(&signed, &call.text(3))?;
    call.set(0, written);
    Ok(())
}
