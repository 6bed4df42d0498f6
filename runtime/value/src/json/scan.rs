//! The characters of JSON: white space, literals, numbers and texts, found without building values.

use std::borrow::Cow;

use super::error::Problem;

/// What is wrong and where (byte position).
pub(super) type Failure = (usize, Problem);

/// A place in a JSON text.
pub(super) struct Scanner<'a> {
    pub text: &'a str,
    bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0 }
    }

    /// The byte here.
    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next byte that is no white space; the place moves to it.
    #[inline]
    pub fn token(&mut self) -> Option<u8> {
        loop {
            let byte = self.peek()?;
            if byte > b' ' || !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    pub fn fail<T>(&self, problem: Problem) -> Result<T, Failure> {
        Err((self.at, problem))
    }

    /// Passes over a word such as `true`.
    pub fn literal(&mut self, word: &str) -> Result<(), Failure> {
        for expected in word.bytes() {
            if self.peek() != Some(expected) {
                return self.fail(Problem::Unexpected);
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Reads a number; the place is at its first character.
    pub fn number(&mut self) -> Result<f64, Failure> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let mut mantissa = 0;
        match self.peek() {
            Some(b'0') => {
                self.at += 1;
                if matches!(self.peek(), Some(b'0'..=b'9')) {
                    return self.fail(Problem::Unexpected);
                }
            }
            Some(b'1'..=b'9') => mantissa = self.digits(0),
            _ => return self.fail(Problem::Minus),
        }
        let mut decimals = 0;
        if self.peek() == Some(b'.') {
            self.at += 1;
            let fraction = self.at;
            mantissa = self.digits(mantissa);
            decimals = self.at - fraction;
            if decimals == 0 {
                return self.fail(Problem::Fraction);
            }
        }
        let plain = !matches!(self.peek(), Some(b'e' | b'E'));
        if !plain {
            self.exponent()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        Ok(if plain && text.len() <= 16 {
            small_decimal(mantissa, decimals, negative)
        } else {
            text.parse().unwrap_or(f64::NAN)
        })
    }

    fn exponent(&mut self) -> Result<(), Failure> {
        self.at += 1;
        if matches!(self.peek(), Some(b'+' | b'-')) {
            self.at += 1;
        }
        let start = self.at;
        self.digits(0);
        if self.at == start { self.fail(Problem::Exponent) } else { Ok(()) }
    }

    /// Passes over digits and appends them to a number; only meaningful while that has at most 19 digits.
    fn digits(&mut self, mut number: u64) -> u64 {
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        number
    }

    /// Reads a text; the place is at its opening quote.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'a, str>, Failure> {
        self.at += 1;
        let start = self.at;
        self.plain();
        if self.peek() == Some(b'"') {
            let text = self.text.get(start..self.at).unwrap_or_default();
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        self.escaped(start).map(Cow::Owned)
    }

    /// Moves to the next quote, backslash or control character.
    #[inline]
    fn plain(&mut self) {
        self.at += plain_length(self.bytes.get(self.at..).unwrap_or_default());
    }

    #[cold]
    fn escaped(&mut self, start: usize) -> Result<String, Failure> {
        let mut out = String::new();
        let mut from = start;
        loop {
            out.push_str(self.text.get(from..self.at).unwrap_or_default());
            match self.peek() {
                None => return self.fail(Problem::Unterminated),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return self.fail(Problem::Control),
            }
            from = self.at;
            self.plain();
        }
    }

    fn escape(&mut self) -> Result<char, Failure> {
        self.at += 1;
        let character = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            None => return self.fail(Problem::Unexpected),
            Some(_) => return self.fail(Problem::Escape),
        };
        self.at += 1;
        Ok(character)
    }

    /// The character of one `\u` escape or of two that form a surrogate pair; half a pair gives U+FFFD.
    fn unicode(&mut self) -> Result<char, Failure> {
        let first = self.hex()?;
        if !(0xD800..0xDC00).contains(&first) {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let behind = self.at;
        if self.bytes.get(behind..behind + 2) == Some(b"\\u") {
            self.at += 2;
            let second = self.hex()?;
            if (0xDC00..0xE000).contains(&second) {
                let pair = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = behind;
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Result<u32, Failure> {
        let mut unit = 0;
        for _ in 0..4 {
            match self.peek().and_then(|byte| char::from(byte).to_digit(16)) {
                Some(digit) => unit = unit * 16 + digit,
                None => return self.fail(Problem::Unicode),
            }
            self.at += 1;
        }
        Ok(unit)
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Bytes before the next quote, backslash or control character.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    let mut rest = bytes;
    while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
        let stops = stops(u64::from_le_bytes(*chunk));
        if stops != 0 {
            return length + (stops.trailing_zeros() / 8) as usize;
        }
        length += 8;
        rest = behind;
    }
    length + rest.iter().take_while(|byte| !is_stop(**byte)).count()
}

/// The high bit of the lowest byte that ends plain text; higher bits may be false alarms.
#[inline]
fn stops(chunk: u64) -> u64 {
    let zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes & HIGHS;
    let quote = zero(chunk ^ (ONES * 0x22));
    let backslash = zero(chunk ^ (ONES * 0x5C));
    let control = chunk.wrapping_sub(ONES * 0x20) & !chunk & HIGHS;
    quote | backslash | control
}

#[inline]
fn is_stop(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

const POWERS: [f64; 17] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16];

/// At most 16 characters: both the digits and the power of ten are exact doubles or nearly so.
#[expect(clippy::cast_precision_loss, reason = "at most 15 digits, or 16 without a point, which round once")]
fn small_decimal(mantissa: u64, decimals: usize, negative: bool) -> f64 {
    let size = mantissa as f64 / POWERS.get(decimals).copied().unwrap_or(f64::NAN);
    if negative { -size } else { size }
}
