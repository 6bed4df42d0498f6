//! Numbers as JavaScript has them: printing, reading, rounding.
//!
//! Owns every place where a number becomes text or text becomes a number.

use crate::Text;
use crate::text::trim;

/// Integers of at most this size print digit by digit.
const SAFE: f64 = 9_007_199_254_740_992.0;

/// `Number.prototype.toString`: `1`, `0.1`, `1e+21`, `NaN`, `Infinity`; -0 prints as `0`.
pub fn print(number: f64) -> Text {
    if let Some(whole) = as_integer(number) {
        return Text::new(Digits::of(whole).as_str());
    }
    Text::new(ryu_js::Buffer::new().format(number))
}

/// Appends what [`print()`] gives.
pub fn write(number: f64, out: &mut Vec<u8>) {
    match as_integer(number) {
        Some(whole) => out.extend_from_slice(Digits::of(whole).as_bytes()),
        None => out.extend_from_slice(ryu_js::Buffer::new().format(number).as_bytes()),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "below 2^53")]
fn as_integer(number: f64) -> Option<i64> {
    (number.abs() < SAFE && number.trunc() == number).then_some(number as i64)
}

/// The decimal digits of an integer, without going through `fmt`.
struct Digits {
    bytes: [u8; 20],
    start: usize,
}

impl Digits {
    fn of(number: i64) -> Self {
        let mut digits = Self { bytes: [b'0'; 20], start: 20 };
        let mut rest = number.unsigned_abs();
        loop {
            digits.push(b'0' + (rest % 10) as u8);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if number < 0 {
            digits.push(b'-');
        }
        digits
    }

    fn push(&mut self, byte: u8) {
        self.start = self.start.saturating_sub(1);
        if let Some(place) = self.bytes.get_mut(self.start) {
            *place = byte;
        }
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

/// `Number(text)`: white space around it is ignored, empty text is 0, hexadecimal, octal and binary forms and
/// `Infinity` count; `None` where JavaScript gives NaN.
pub fn read(text: &str) -> Option<f64> {
    let text = trim(text);
    if text.is_empty() {
        return Some(0.0);
    }
    if let Some((radix, digits)) = based(text) {
        return whole_number(digits, radix);
    }
    match text {
        "Infinity" | "+Infinity" => return Some(f64::INFINITY),
        "-Infinity" => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    let decimal = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if decimal { text.parse().ok() } else { None }
}

fn based(text: &str) -> Option<(u32, &str)> {
    let digits = text.get(2..)?;
    match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => Some((16, digits)),
        [b'0', b'o' | b'O', ..] => Some((8, digits)),
        [b'0', b'b' | b'B', ..] => Some((2, digits)),
        _ => None,
    }
}

fn whole_number(digits: &str, radix: u32) -> Option<f64> {
    if digits.is_empty() {
        return None;
    }
    digits
        .chars()
        .try_fold(0.0, |sum, digit| Some(sum * f64::from(radix) + f64::from(digit.to_digit(radix)?)))
}

/// `parseFloat(text)`: the number that the text begins with; `None` where JavaScript gives NaN.
pub fn read_prefix(text: &str) -> Option<f64> {
    let text = text.trim_start_matches(crate::text::is_space);
    let (sign, rest) = match text.as_bytes().first() {
        Some(b'-') => (-1.0, text.get(1..)?),
        Some(b'+') => (1.0, text.get(1..)?),
        _ => (1.0, text),
    };
    if rest.starts_with("Infinity") {
        return Some(sign * f64::INFINITY);
    }
    let digits = |from: usize| rest.bytes().skip(from).take_while(u8::is_ascii_digit).count();
    let byte = |at: usize| rest.as_bytes().get(at).copied();
    let whole = digits(0);
    let mut end = whole;
    if byte(end) == Some(b'.') {
        let fraction = digits(end + 1);
        if whole + fraction > 0 {
            end += 1 + fraction;
        }
    }
    if end == 0 {
        return None;
    }
    if matches!(byte(end), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(byte(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + signed);
        if exponent > 0 {
            end += 1 + signed + exponent;
        }
    }
    Some(sign * rest.get(..end)?.parse::<f64>().ok()?)
}

/// `Number.prototype.toFixed` for 0 to 100 digits: halves of the exact binary value round away from zero.
pub fn to_fixed(number: f64, digits: u8) -> String {
    ryu_js::Buffer::new().format_to_fixed(number, digits.min(100)).to_owned()
}

/// Where a number between two steps goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearer one; halves up, also negative ones (rule `negative-half`).
    Nearest,
    /// Towards minus infinity.
    Down,
    /// Towards plus infinity.
    Up,
}

/// To a whole number (`Math.round`, `Math.floor`, `Math.ceil`).
pub fn round(number: f64, rounding: Rounding) -> f64 {
    match rounding {
        Rounding::Down => number.floor(),
        Rounding::Up => number.ceil(),
        Rounding::Nearest => {
            let floor = number.floor();
            if number - floor >= 0.5 { floor + 1.0 } else { floor }
        }
    }
}

/// To so many decimal places (negative: tens, hundreds, …), moving the decimal point in the printed number, so
/// that 1.005 to two places is 1.01.
pub fn round_to(number: f64, places: i32, rounding: Rounding) -> f64 {
    if !number.is_finite() || places == 0 {
        return round(number, rounding);
    }
    let places = places.clamp(-292, 292);
    let shifted = shift(round(shift(number, places), rounding), -places);
    if shifted.is_finite() { shifted } else { number }
}

/// `number` times ten to the power of `places`, exact to the printed digits.
fn shift(number: f64, places: i32) -> f64 {
    let printed = print(number);
    let (digits, exponent) = printed.split_once('e').unwrap_or((&printed, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    format!("{digits}e{}", exponent.saturating_add(places)).parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn prints_as_javascript() {
        let rows = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-12.0, "-12"),
            (0.1, "0.1"),
            (1e21, "1e+21"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (1e-7, "1e-7"),
            (0.000_001, "0.000001"),
            (9_007_199_254_740_993.0, "9007199254740992"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (number, text) in rows {
            assert_eq!(print(number), text);
        }
    }

    #[test]
    fn reads_as_javascript() {
        let rows = [
            ("", Some(0.0)),
            ("  12 ", Some(12.0)),
            ("\u{feff}1\u{a0}", Some(1.0)),
            ("1e3", Some(1000.0)),
            (".5", Some(0.5)),
            ("5.", Some(5.0)),
            ("0x1F", Some(31.0)),
            ("0b101", Some(5.0)),
            ("0x", None),
            ("-0x1", None),
            ("Infinity", Some(f64::INFINITY)),
            ("inf", None),
            ("nan", None),
            ("potato", None),
            ("10px", None),
            ("1_000", None),
            (".", None),
            ("+-1", None),
        ];
        for (text, number) in rows {
            assert_eq!(read(text), number, "{text:?}");
        }
    }

    #[test]
    fn reads_prefixes_as_javascript() {
        let rows = [
            ("10px", Some(10.0)),
            (" -1.5e3x", Some(-1500.0)),
            ("1e", Some(1.0)),
            (".5.5", Some(0.5)),
            ("5.", Some(5.0)),
            ("-", None),
            (".", None),
            ("abc", None),
            ("", None),
            ("-Infinityx", Some(f64::NEG_INFINITY)),
        ];
        for (text, number) in rows {
            assert_eq!(read_prefix(text), number, "{text:?}");
        }
    }

    #[test]
    fn rounds() {
        let rows = [
            (10.5, 0, Rounding::Nearest, 11.0),
            (-10.5, 0, Rounding::Nearest, -10.0),
            (1.005, 2, Rounding::Nearest, 1.01),
            (1234.0, -2, Rounding::Nearest, 1200.0),
            (0.499_999_999_999_999_94, 0, Rounding::Nearest, 0.0),
            (4_503_599_627_370_497.0, 0, Rounding::Nearest, 4_503_599_627_370_497.0),
            (1.234, 2, Rounding::Up, 1.24),
            (-1.234, 2, Rounding::Down, -1.24),
            (1e300, 20, Rounding::Nearest, 1e300),
        ];
        for (number, places, rounding, expected) in rows {
            assert_eq!(round_to(number, places, rounding), expected, "{number} {places}");
        }
        assert_eq!(to_fixed(1.005, 2), "1.00");
        assert_eq!(to_fixed(2.5, 0), "3");
        assert_eq!(to_fixed(-1.5, 0), "-2");
    }

    proptest! {
        #[test]
        fn printed_numbers_read_back(number: f64) {
            let back = read(&print(number));
            prop_assert!(number.is_nan() && back.is_none() || back == Some(number));
            let mut bytes = Vec::new();
            write(number, &mut bytes);
            let printed = print(number);
            prop_assert_eq!(printed.as_bytes(), bytes.as_slice());
        }

        #[test]
        fn any_text_reads_without_panic(text: String) {
            let prefix = read_prefix(&text);
            if let Some(number) = read(&text)
                && !trim(&text).is_empty()
                && !text.contains(['x', 'X', 'o', 'O', 'b', 'B'])
            {
                prop_assert_eq!(prefix, Some(number));
            }
        }
    }
}
