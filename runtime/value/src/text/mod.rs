//! Text values: short ones in place, longer ones behind one shared pointer.
//!
//! Invariant: the bytes are always UTF-8, and [`Text`] is 16 bytes with room for other variants beside it, so
//! that a value that holds it is no larger. Positions and lengths of the platform count UTF-16 units
//! (rule `utf16`); the functions for them are in [`utf16`].

pub mod utf16;

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use arcstr::ArcStr;

/// Bytes that fit without an allocation.
const INLINE: usize = 14;

/// Immutable text that is cheap to clone.
#[derive(Clone)]
pub struct Text(Repr);

#[derive(Clone)]
enum Repr {
    Inline(u8, [u8; INLINE]),
    Shared(ArcStr),
}

impl Text {
    /// The empty text.
    pub const EMPTY: Text = Text(Repr::Inline(0, [0; INLINE]));

    /// Text with these characters.
    #[inline]
    pub fn new(text: &str) -> Self {
        match u8::try_from(text.len()) {
            Ok(length) if text.len() <= INLINE => Self(Repr::Inline(length, pack(text.as_bytes()))),
            _ => Self(Repr::Shared(ArcStr::from(text))),
        }
    }

    /// The bytes; cheaper than [`Text::as_str`] where characters do not matter.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Repr::Inline(length, bytes) => bytes.get(..usize::from(*length)).unwrap_or(bytes),
            Repr::Shared(text) => text.as_bytes(),
        }
    }

    /// The characters.
    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Inline(..) => std::str::from_utf8(self.as_bytes()).unwrap_or_default(),
            Repr::Shared(text) => text.as_str(),
        }
    }

    /// Bytes of the UTF-8 form (positions of the platform are [`utf16`] units instead).
    #[inline]
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::Inline(length, _) => usize::from(*length),
            Repr::Shared(text) => text.len(),
        }
    }

    /// No character at all.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// At most [`INLINE`] bytes with zeros behind them, put together from whole words: copying them one by one
/// would make the processor wait when the text is moved on at once.
#[inline]
fn pack(bytes: &[u8]) -> [u8; INLINE] {
    let length = bytes.len();
    let (low, high) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            let last = u64::from_le_bytes(*last);
            (u64::from_le_bytes(*first), if length > 8 { last >> (8 * (16 - length)) } else { 0 })
        }
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                let last = u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
                (u64::from(u32::from_le_bytes(*first)) | last, 0)
            }
            _ => (bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0),
        },
    };
    let mut packed = [0; INLINE];
    if let Some((head, tail)) = packed.split_first_chunk_mut::<8>() {
        *head = low.to_le_bytes();
        tail.copy_from_slice(high.to_le_bytes().first_chunk::<{ INLINE - 8 }>().unwrap_or(&[0; INLINE - 8]));
    }
    packed
}

/// What JavaScript counts as white space: Unicode's, with U+FEFF and without U+0085.
pub fn is_space(character: char) -> bool {
    matches!(character, '\u{feff}') || (character.is_whitespace() && character != '\u{85}')
}

/// `String.prototype.trim`.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

impl Default for Text {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// Key tables look texts up by their bytes, which needs no check of the characters.
impl Borrow<[u8]> for Text {
    fn borrow(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

impl PartialEq for Text {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for Text {
    #[inline]
    fn eq(&self, other: &&str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

/// By code points, as Rust orders text; the platform's order is [`utf16::compare`].
impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::new(text)
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

impl From<char> for Text {
    fn from(character: char) -> Self {
        Self::new(character.encode_utf8(&mut [0; 4]))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.as_str().to_owned()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_texts_behave_alike() {
        for length in (0..20).chain([100]) {
            let plain: String = "aébcdéfghijklmnopqr".chars().cycle().take(length).collect();
            let text = Text::new(&plain);
            assert_eq!(text.as_str(), plain);
            assert_eq!(text.len(), plain.len());
            assert_eq!(text, text.clone());
            assert_eq!(text.is_empty(), length == 0);
        }
    }

    #[test]
    fn fits_two_words() {
        assert_eq!(size_of::<Text>(), 16);
    }
}
