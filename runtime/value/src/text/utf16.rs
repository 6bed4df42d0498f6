//! Positions and lengths in UTF-16 units, as JavaScript counts them (rule `utf16`, assumed).
//!
//! A cut through a surrogate pair leaves half a character, which UTF-8 cannot hold: it becomes U+FFFD.

use std::cmp::Ordering;

/// Length in UTF-16 units.
pub fn len(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

/// UTF-16 units before a byte position; positions inside a character count from its start.
pub fn from_byte(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, character)| character.len_utf16()).sum()
}

/// The byte position after so many UTF-16 units; the end of the text if there are fewer. A position inside
/// a surrogate pair gives the start of that character.
pub fn to_byte(text: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, character) in text.char_indices() {
        seen += character.len_utf16();
        if seen > units {
            return at;
        }
    }
    text.len()
}

/// The units from `start` up to `end` (both clamped), empty when they are swapped.
pub fn substring(text: &str, start: usize, end: usize) -> String {
    if start >= end {
        return String::new();
    }
    if text.is_ascii() {
        return text.get(start.min(text.len())..end.min(text.len())).unwrap_or_default().to_owned();
    }
    let mut out = String::new();
    let mut at = 0;
    for character in text.chars() {
        let next = at + character.len_utf16();
        if at >= end {
            break;
        }
        if at >= start && next <= end {
            out.push(character);
        } else if next > start {
            out.push(char::REPLACEMENT_CHARACTER);
        }
        at = next;
    }
    out
}

/// `String.prototype.slice`: negative positions count from the end, fractions are cut off, NaN is 0.
pub fn slice(text: &str, start: f64, end: Option<f64>) -> String {
    let length = len(text);
    substring(text, relative(start, length), end.map_or(length, |end| relative(end, length)))
}

/// A JavaScript position: negative ones count from the end, all are clamped to the length.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths are far below 2^53 and the result is clamped to 0..=length"
)]
pub fn relative(position: f64, length: usize) -> usize {
    let whole = if position.is_nan() { 0.0 } else { position.trunc() };
    let from_start = if whole < 0.0 { length as f64 + whole } else { whole };
    from_start.clamp(0.0, length as f64) as usize
}

/// The position of the first occurrence at or after a position, in units (`String.prototype.indexOf`).
pub fn index_of(text: &str, wanted: &str, from: usize) -> Option<usize> {
    let mut start = to_byte(text, from);
    if start < text.len() && from_byte(text, start) < from {
        start += text.get(start..)?.chars().next().map_or(0, char::len_utf8);
    }
    let found = start + text.get(start..)?.find(wanted)?;
    Some(from_byte(text, found))
}

/// The order of JavaScript's `<` on text: by UTF-16 code units (rule `sort-mixed`).
pub fn compare(left: &str, right: &str) -> Ordering {
    if left.is_ascii() || right.is_ascii() {
        return left.cmp(right);
    }
    left.encode_utf16().cmp(right.encode_utf16())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_units() {
        for (text, units) in [("", 0), ("abc", 3), ("é", 1), ("😀", 2), ("a😀b", 4)] {
            assert_eq!(len(text), units, "{text}");
        }
    }

    #[test]
    fn cuts_as_javascript_does() {
        let rows: [(&str, f64, Option<f64>, &str); 9] = [
            ("Example", 2.0, None, "ample"),
            ("Example", 0.0, Some(2.0), "Ex"),
            ("Example", -3.0, None, "ple"),
            ("Example", 3.0, Some(1.0), ""),
            ("Example", f64::NAN, Some(99.0), "Example"),
            ("a😀b", 3.0, None, "b"),
            ("a😀b", 1.0, Some(3.0), "😀"),
            ("a😀b", 2.0, None, "\u{fffd}b"),
            ("a😀b", 0.0, Some(2.0), "a\u{fffd}"),
        ];
        for (text, start, end, expected) in rows {
            assert_eq!(slice(text, start, end), expected, "{text} {start} {end:?}");
        }
    }

    #[test]
    fn finds_positions_in_units() {
        assert_eq!(index_of("a😀b😀", "b", 0), Some(3));
        assert_eq!(index_of("a😀b😀", "😀", 2), Some(4));
        assert_eq!(index_of("abc", "x", 0), None);
        assert_eq!(index_of("abc", "", 9), Some(3));
    }

    #[test]
    fn orders_by_code_units() {
        assert_eq!(compare("\u{ff5e}", "😀"), Ordering::Greater);
        assert_eq!(compare("a", "b"), Ordering::Less);
        assert_eq!(compare("a", "é"), Ordering::Less);
    }
}
