//! ISO 8601, written as JavaScript writes it and read as forgivingly as V8 and moment.js read it.

use super::{Civil, Date};

impl Date {
    /// `Date.prototype.toISOString`: `2016-09-07T00:01:25.670Z`; years outside 0 to 9999 have a sign and six
    /// digits.
    pub fn to_iso(self) -> String {
        let Civil { year, month, day, hour, minute, second, milli } = self.utc();
        let year = if (0..10_000).contains(&year) {
            format!("{year:04}")
        } else {
            format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs())
        };
        format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }
}

/// What is still to be read.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    /// Passes over one of these characters.
    fn one_of(&mut self, characters: &[char]) -> Option<char> {
        let found = self.0.chars().next().filter(|found| characters.contains(found))?;
        self.0 = self.0.get(found.len_utf8()..)?;
        Some(found)
    }

    /// Reads exactly so many digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let digits = self.0.get(..count)?;
        let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?;
        self.0 = self.0.get(count..)?;
        number
    }

    /// Reads digits within a range.
    fn between(&mut self, count: usize, low: i64, high: i64) -> Option<i64> {
        self.digits(count).filter(|number| (low..=high).contains(number))
    }

    /// Reads a fraction of a second, in milliseconds; further digits are cut off.
    fn fraction(&mut self) -> Option<i64> {
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let digits = self.0.get(..length.min(3)).filter(|digits| !digits.is_empty())?;
        self.0 = self.0.get(length..)?;
        format!("{digits:0<3}").parse().ok()
    }

    /// Reads `Z` or an offset (`+02:00`, `+0200`, `+02`) in minutes.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.one_of(&['Z', 'z', '+', '-', '\u{2212}'])? {
            'Z' | 'z' => return Some(0),
            '+' => 1,
            _ => -1,
        };
        let hours = self.between(2, 0, 23)?;
        let colon = self.one_of(&[':']).is_some();
        let minutes = if colon || !self.0.is_empty() { self.between(2, 0, 59)? } else { 0 };
        Some(sign * (hours * 60 + minutes))
    }
}

/// Reads an ISO 8601 text; without a zone it is UTC.
pub(super) fn read(text: &str) -> Option<Date> {
    let mut rest = Rest(text);
    let mut civil = Civil::day(year(&mut rest)?, 1, 1);
    let mut basic = false;
    if rest.one_of(&['-']).is_some() {
        civil.month = rest.between(2, 1, 12)?;
        if rest.one_of(&['-']).is_some() {
            civil.day = rest.between(2, 1, 31)?;
        }
    } else if rest.0.starts_with(|next: char| next.is_ascii_digit()) {
        basic = true;
        civil.month = rest.between(2, 1, 12)?;
        civil.day = rest.between(2, 1, 31)?;
    }
    let mut offset = 0;
    if rest.one_of(&['T', 't']).is_some() {
        time(&mut rest, &mut civil, basic)?;
        if !rest.0.is_empty() {
            offset = rest.offset()?;
        }
    }
    if rest.0.is_empty() { Date::from_millis(civil.to_millis() - offset * 60_000) } else { None }
}

fn year(rest: &mut Rest<'_>) -> Option<i64> {
    match rest.one_of(&['+', '-']) {
        None => rest.digits(4),
        Some('-') => rest.digits(6).filter(|year| *year != 0).map(|year| -year),
        Some(_) => rest.digits(6),
    }
}

fn time(rest: &mut Rest<'_>, civil: &mut Civil, basic: bool) -> Option<()> {
    civil.hour = rest.between(2, 0, 24)?;
    if !basic {
        rest.one_of(&[':'])?;
    }
    civil.minute = rest.between(2, 0, 59)?;
    let seconds = if basic {
        rest.0.starts_with(|next: char| next.is_ascii_digit())
    } else {
        rest.one_of(&[':']).is_some()
    };
    if seconds {
        civil.second = rest.between(2, 0, 59)?;
        if rest.one_of(&['.', ',']).is_some() {
            civil.milli = rest.fraction()?;
        }
    }
    (civil.hour < 24 || civil.minute + civil.second + civil.milli == 0).then_some(())
}
