//! `encryption.sign`: signs text with a private key.

use super::digest::{Algorithm, written};
use super::{DIGEST, DIGEST_ASSUMED, HASH_ALGORITHMS, private_key};
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Sign.
pub const CARD: Card = Card {
    name: "encryption.sign",
    address: ("crypto", "sign"),
    title: "Sign",
    description: "Signs text with a private key.",
    doc: "Signs text with a private key.\n\
          The key is PEM text; the passphrase counts where the key is encrypted. In a local run the \
          key must be one of RSA.",
    inputs: &[
        Port::text("algorithm").default(r#""sha256""#).choices(HASH_ALGORITHMS),
        Port::text("data").required(),
        DIGEST,
        Port::text("key").group("privateKey").required(),
        Port::text("passphrase").group("privateKey"),
    ],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["a key of RSA signs by PKCS#1 v1.5, as Node.js does", DIGEST_ASSUMED],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let algorithm = Algorithm::named(&call.text(0))?;
    let key = private_key::read(&call.text(3), &call.text(4))?;
    let hash = algorithm.hash(call.text(1).as_bytes());
    let signature = key.sign(algorithm.signature(), &hash);
    let signature = signature.map_err(|error| CardError::new(format!("the text cannot be signed: {error}")))?;
    let written = written(&signature, &call.text(2))?;
    call.set(0, written);
    Ok(())
}
