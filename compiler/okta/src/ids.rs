//! Ids made from names, so that two builds of one source give the same ids.

use ecow::EcoString;
use sha2::{Digest, Sha256};

use crate::model::Id;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

fn digest(seed: &[u8]) -> [u8; 32] {
    Sha256::digest(seed).into()
}

/// A short id of nine characters, as cards and fields have.
pub fn short(seed: &str) -> Id {
    let letters = digest(seed.as_bytes()).into_iter().take(9);
    letters
        .filter_map(|byte| ALPHABET.get(usize::from(byte & 63)))
        .map(|letter| char::from(*letter))
        .collect()
}

/// A UUID of version 4.
pub fn uuid(seed: &str) -> Id {
    let mut id = EcoString::new();
    for (at, byte) in digest(seed.as_bytes()).into_iter().take(16).enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        let byte = match at {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        id.push_str(&format!("{byte:02x}"));
    }
    id
}

/// A fingerprint: eight bytes of a digest as hexadecimal digits.
pub fn fingerprint(bytes: &[u8]) -> EcoString {
    let halves = digest(bytes).into_iter().take(8).flat_map(|byte| [byte >> 4, byte & 0xf]);
    halves.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
