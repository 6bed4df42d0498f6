//! `text.base64_decode`: the text behind base64.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Base64 Decode.
pub const CARD: Card = Card {
    name: "text.base64_decode",
    aliases: &["text.base64decode"],
    address: ("string", "base64Decode"),
    title: "Base64 Decode",
    description: "Return the base64 decoding of a text string.",
    doc: "The text behind base64.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["the bytes are read as UTF-8, characters outside base64 are passed over"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let decoded = String::from_utf8_lossy(&bytes(call.text(0).as_bytes())).into_owned();
    call.set(0, decoded);
    Ok(())
}

/// Decoded as Node decodes: characters outside both alphabets count for nothing, what is cut off is dropped.
pub(crate) fn bytes(encoded: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(encoded.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for six in encoded.iter().filter_map(|&character| six_bits(character)) {
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend((bits >> count).to_le_bytes().first());
        }
    }
    out
}

const fn six_bits(character: u8) -> Option<u8> {
    Some(match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}
