//! Date texts that are not ISO 8601, read by the rules of V8's `Date.parse`, in UTC where no zone is named.
//!
//! Numbers collect into day and time, names of months and zones are known by their first three letters, text
//! in parentheses and words before the first number do not count.

use super::{Civil, Date};

/// Reads a text such as `Wed, 07 Sep 2016 16:55:25 GMT`, `September 7, 2016`, `9/7/16 4:55 PM`.
pub(super) fn read(text: &str) -> Option<Date> {
    let mut reading = Reading { rest: text, ..Reading::default() };
    while let Some(token) = reading.next() {
        match token {
            Token::Number(number, _) => reading.number(number)?,
            Token::Word(word, length) => reading.word(&word, length)?,
            Token::Sign(sign) if reading.zone.is_some() || !reading.time.is_empty() => {
                reading.offset(sign)?
            }
            Token::Sign(_) | Token::Other(')') if reading.began => return None,
            Token::Other('(') => reading.parentheses(),
            Token::Sign(_) | Token::Other(_) | Token::Space => {}
        }
    }
    reading.finish()
}

/// One piece of the text.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A number and how many digits it has.
    Number(i64, usize),
    /// The first three letters of a word in lower case, and its length.
    Word(String, usize),
    /// +1 or -1.
    Sign(i64),
    Space,
    Other(char),
}

#[derive(Default)]
struct Reading<'a> {
    rest: &'a str,
    days: Vec<i64>,
    month: Option<i64>,
    /// Hour, minute, second, millisecond.
    time: Vec<i64>,
    /// 0 after am, 12 after pm.
    half: Option<i64>,
    zone: Option<Offset>,
    /// A number was read.
    began: bool,
}

struct Offset {
    sign: i64,
    hours: i64,
    /// Missing after `+02:`.
    minutes: Option<i64>,
}

impl Reading<'_> {
    fn next(&mut self) -> Option<Token> {
        let first = self.rest.chars().next()?;
        let length = |belongs: fn(char) -> bool| self.rest.chars().take_while(|c| belongs(*c)).count();
        let (token, bytes) = match first {
            '0'..='9' => {
                let digits = length(|c| c.is_ascii_digit());
                let number = self.rest.get(..digits)?.parse().unwrap_or(i64::MAX);
                (Token::Number(number.min(1_000_000_000), digits), digits)
            }
            'A'..='Z' | 'a'..='z' => {
                let letters = length(|c| c.is_ascii_alphabetic());
                let prefix = self.rest.get(..letters.min(3))?.to_ascii_lowercase();
                (Token::Word(prefix, letters), letters)
            }
            '+' => (Token::Sign(1), 1),
            '-' => (Token::Sign(-1), 1),
            c if crate::text::is_space(c) => (Token::Space, c.len_utf8()),
            c => (Token::Other(c), c.len_utf8()),
        };
        self.rest = self.rest.get(bytes..)?;
        Some(token)
    }

    fn skip(&mut self, character: char) -> bool {
        let rest = self.rest.strip_prefix(character);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Passes over text in parentheses, which may nest; the first one is already read.
    fn parentheses(&mut self) {
        let mut depth = 1_usize;
        for (place, character) in self.rest.char_indices() {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = self.rest.get(place + 1..).unwrap_or_default();
                return;
            }
        }
        self.rest = "";
    }

    fn number(&mut self, number: i64) -> Option<()> {
        self.began = true;
        if self.skip(':') {
            self.time.push(number);
            if self.skip(':') {
                self.time.push(0);
            }
            return (self.time.len() <= 4).then_some(());
        }
        let dot = self.skip('.');
        if dot && self.expects_time(number) {
            self.time.push(number);
            let Some(Token::Number(..)) = self.clone_next() else { return None };
            let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
            let fraction = self.rest.get(..digits.min(3))?;
            self.time.resize(3, 0);
            self.time.push(format!("{fraction:0<3}").parse().ok()?);
            self.rest = self.rest.get(digits..)?;
            return Some(());
        }
        if let Some(Offset { minutes: minutes @ None, .. }) = &mut self.zone {
            *minutes = Some(number).filter(|number| *number < 60);
            return minutes.map(drop);
        }
        if self.expects_time(number) {
            self.time.push(number);
            self.time.resize(4, 0);
            let ends = self
                .rest
                .chars()
                .next()
                .is_none_or(|next| crate::text::is_space(next) || matches!(next, 'z' | 'Z' | '+' | '-'));
            return ends.then_some(());
        }
        self.days.push(number);
        self.skip('-');
        (self.days.len() <= 3).then_some(())
    }

    /// The number would go on a time that was begun.
    fn expects_time(&self, number: i64) -> bool {
        match self.time.len() {
            1 | 2 => number < 60,
            3 => number < 1000,
            _ => false,
        }
    }

    /// The next token, left where it is.
    fn clone_next(&self) -> Option<Token> {
        Reading { rest: self.rest, ..Reading::default() }.next()
    }

    fn word(&mut self, word: &str, length: usize) -> Option<()> {
        if let Some(month) = MONTHS.iter().position(|name| *name == word) {
            self.month = i64::try_from(month + 1).ok();
            self.skip('-');
            return Some(());
        }
        if length <= 3 {
            if let ("am" | "pm", false) = (word, self.time.is_empty()) {
                self.half = Some(if word == "pm" { 12 } else { 0 });
                return Some(());
            }
            if let (Some((_, hours)), true) = (ZONES.iter().find(|(name, _)| *name == word), self.began) {
                self.zone = Some(Offset { sign: 1, hours: *hours, minutes: Some(0) });
                return Some(());
            }
        }
        (!self.began && !matches!(self.clone_next(), Some(Token::Number(..)))).then_some(())
    }

    /// An offset from UTC; its sign is already read.
    fn offset(&mut self, sign: i64) -> Option<()> {
        self.began = true;
        let (mut number, mut length) = (0, 0);
        if let Some(Token::Number(found, digits)) = self.clone_next() {
            (number, length) = (found, digits);
            self.rest = self.rest.get(digits..)?;
        }
        let (hours, minutes) = match length {
            _ if self.skip(':') => (number, None),
            1 | 2 => (number, Some(0)),
            3 | 4 => (number / 100, Some(number % 100)),
            _ => return None,
        };
        self.zone = Some(Offset { sign, hours, minutes });
        Some(())
    }

    fn finish(mut self) -> Option<Date> {
        let (year, month, day) = self.day()?;
        self.time.resize(4, 0);
        let &[mut hour, minute, second, milli] = self.time.as_slice() else { return None };
        if let Some(half) = self.half {
            if !(0..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + half;
        }
        let midnight = hour == 24 && minute == 0 && second == 0 && milli == 0;
        if !midnight && (hour > 23 || minute > 59 || second > 59 || milli > 999) {
            return None;
        }
        let offset = self.zone.map_or(0, |zone| zone.sign * (zone.hours * 60 + zone.minutes.unwrap_or(0)));
        let civil = Civil { year, month, day, hour, minute, second, milli };
        Date::from_millis(civil.to_millis() - offset * 60_000)
    }

    /// Year, month and day by the order and size of the numbers.
    fn day(&mut self) -> Option<(i64, i64, i64)> {
        if self.days.is_empty() {
            return None;
        }
        self.days.resize(3, 1);
        let &[first, second, third] = self.days.as_slice() else { return None };
        let is_day = |number: i64| (1..=31).contains(&number);
        let (year, month, day) = match self.month {
            None if is_day(first) => (third, first, second),
            None => (first, second, third),
            Some(month) if is_day(first) => (second, month, first),
            Some(month) => (first, month, second),
        };
        let year = match year {
            0..50 => year + 2000,
            50..100 => year + 1900,
            _ => year,
        };
        ((1..=12).contains(&month) && is_day(day)).then_some((year, month, day))
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Names of zones with their hours from UTC.
const ZONES: [(&str, i64); 12] = [
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("z", 0),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
];
