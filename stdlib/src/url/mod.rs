//! URL: parts, queries and percent-encoding.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

cards! {
    decode_component decode_query encode_component encode_query format parse
}

/// What `encodeURIComponent` encodes.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// `encodeURIComponent`.
fn encode(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// `decodeURIComponent`; none where JavaScript has an error: a % without two digits, or bytes that are no UTF-8.
fn decode(text: &str) -> Option<String> {
    let digits = |code: &str| code.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    let whole = text.split('%').skip(1).all(digits);
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    whole.then(|| decoded.into_owned())
}

/// A part of a URL with blanks, quotes, brackets and the like encoded; what is encoded already stays.
fn escaped(part: &str, and: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for character in part.chars() {
        let plain =
            character.is_ascii_graphic() && !"\"<>\\^`{|}".contains(character) && !and.contains(character);
        if plain {
            out.push(character);
        } else {
            out.extend(utf8_percent_encode(character.encode_utf8(&mut [0; 4]), NON_ALPHANUMERIC));
        }
    }
    out
}
