//! Patterns of moment.js: one table of tokens, used to write dates here and to read them in `read`.
//!
//! Text in brackets and a token or character behind a backslash stand for themselves, as does every character
//! that begins no token.

use super::civil::WeekSystem;
use super::{Civil, Date, Zone};

/// What moment.js writes when no pattern is given: ISO 8601 with the offset (rule `convert-custom`).
pub const DEFAULT_PATTERN: &str = "YYYY-MM-DDTHH:mm:ssZ";

/// The readable form of the Convert card (rule `convert-human`).
pub const HUMAN_PATTERN: &str = "dddd, MMMM Do YYYY, h:mm:ss a";

/// What a token stands for; `usize` is the number of digits or letters it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Year(usize),
    EraYear(usize),
    Era(usize),
    Quarter,
    Month(usize),
    MonthName(usize),
    Day(usize),
    DayOfYear(usize),
    Weekday,
    WeekdayName(usize),
    LocalWeekday,
    IsoWeekday,
    Week(WeekSystem, usize),
    WeekYear(WeekSystem, usize),
    Half {
        upper: bool,
    },
    Hour(usize),
    Hour12(usize),
    HourFromOne(usize),
    /// Hour and minutes, perhaps seconds, without separators.
    Clock {
        twelve: bool,
        seconds: bool,
    },
    Minute(usize),
    Second(usize),
    Fraction(usize),
    Millis,
    Seconds,
    Abbreviation,
    Offset {
        colon: bool,
    },
    /// The number of this token with its English ordinal ending.
    Ordinal(Number),
    /// A pattern of the English locale.
    Local(&'static str),
}

/// Numbers that can have an ordinal ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Month,
    Quarter,
    Day,
    DayOfYear,
    Weekday,
    Week(WeekSystem),
    EraYear,
}

use Token::*;
use WeekSystem::{English, Iso};

/// Every token; the longest that fits wins.
const TOKENS: &[(&str, Token)] = &[
    ("YYYYYY", Year(6)),
    ("YYYYY", Year(5)),
    ("YYYY", Year(4)),
    ("YY", Year(2)),
    ("Y", Year(1)),
    ("yyyy", EraYear(4)),
    ("yyy", EraYear(3)),
    ("yy", EraYear(2)),
    ("yo", Ordinal(Number::EraYear)),
    ("y", EraYear(1)),
    ("NNNNN", Era(5)),
    ("NNNN", Era(4)),
    ("NNN", Era(3)),
    ("NN", Era(2)),
    ("N", Era(1)),
    ("Qo", Ordinal(Number::Quarter)),
    ("Q", Quarter),
    ("Mo", Ordinal(Number::Month)),
    ("MMMM", MonthName(4)),
    ("MMM", MonthName(3)),
    ("MM", Month(2)),
    ("M", Month(1)),
    ("DDDo", Ordinal(Number::DayOfYear)),
    ("DDDD", DayOfYear(3)),
    ("DDD", DayOfYear(1)),
    ("Do", Ordinal(Number::Day)),
    ("DD", Day(2)),
    ("D", Day(1)),
    ("dddd", WeekdayName(4)),
    ("ddd", WeekdayName(3)),
    ("dd", WeekdayName(2)),
    ("do", Ordinal(Number::Weekday)),
    ("d", Weekday),
    ("e", LocalWeekday),
    ("E", IsoWeekday),
    ("wo", Ordinal(Number::Week(English))),
    ("ww", Week(English, 2)),
    ("w", Week(English, 1)),
    ("Wo", Ordinal(Number::Week(Iso))),
    ("WW", Week(Iso, 2)),
    ("W", Week(Iso, 1)),
    ("ggggg", WeekYear(English, 5)),
    ("gggg", WeekYear(English, 4)),
    ("gg", WeekYear(English, 2)),
    ("GGGGG", WeekYear(Iso, 5)),
    ("GGGG", WeekYear(Iso, 4)),
    ("GG", WeekYear(Iso, 2)),
    ("a", Half { upper: false }),
    ("A", Half { upper: true }),
    ("Hmmss", Clock { twelve: false, seconds: true }),
    ("Hmm", Clock { twelve: false, seconds: false }),
    ("HH", Hour(2)),
    ("H", Hour(1)),
    ("hmmss", Clock { twelve: true, seconds: true }),
    ("hmm", Clock { twelve: true, seconds: false }),
    ("hh", Hour12(2)),
    ("h", Hour12(1)),
    ("kk", HourFromOne(2)),
    ("k", HourFromOne(1)),
    ("mm", Minute(2)),
    ("m", Minute(1)),
    ("ss", Second(2)),
    ("s", Second(1)),
    ("SSSSSSSSS", Fraction(9)),
    ("SSSSSSSS", Fraction(8)),
    ("SSSSSSS", Fraction(7)),
    ("SSSSSS", Fraction(6)),
    ("SSSSS", Fraction(5)),
    ("SSSS", Fraction(4)),
    ("SSS", Fraction(3)),
    ("SS", Fraction(2)),
    ("S", Fraction(1)),
    ("x", Millis),
    ("X", Seconds),
    ("zz", Abbreviation),
    ("z", Abbreviation),
    ("ZZ", Offset { colon: false }),
    ("Z", Offset { colon: true }),
    ("LTS", Local("h:mm:ss A")),
    ("LT", Local("h:mm A")),
    ("LLLL", Local("dddd, MMMM D, YYYY h:mm A")),
    ("LLL", Local("MMMM D, YYYY h:mm A")),
    ("LL", Local("MMMM D, YYYY")),
    ("L", Local("MM/DD/YYYY")),
    ("llll", Local("ddd, MMM D, YYYY h:mm A")),
    ("lll", Local("MMM D, YYYY h:mm A")),
    ("ll", Local("MMM D, YYYY")),
    ("l", Local("M/D/YYYY")),
];

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// A piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'p> {
    Literal(&'p str),
    Token(Token),
}

/// Cuts a pattern into its parts.
pub(super) fn parts(pattern: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = pattern;
    std::iter::from_fn(move || {
        let (part, length) = first_part(rest)?;
        rest = rest.get(length..).unwrap_or_default();
        Some(part)
    })
}

fn first_part(rest: &str) -> Option<(Part<'_>, usize)> {
    let first = rest.chars().next()?;
    if first == '['
        && let Some(end) = bracket(rest)
    {
        return Some((Part::Literal(rest.get(1..end)?), end + 1));
    }
    if first == '\\'
        && let Some(next) = rest.get(1..)?.chars().next()
    {
        let length = token(rest.get(1..)?).map_or(next.len_utf8(), |(word, _)| word.len());
        return Some((Part::Literal(rest.get(1..=length)?), 1 + length));
    }
    if let Some((word, token)) = token(rest) {
        return Some((Part::Token(token), word.len()));
    }
    Some((Part::Literal(rest.get(..first.len_utf8())?), first.len_utf8()))
}

/// Where a bracketed text ends: at the last `]` before another `[`.
fn bracket(rest: &str) -> Option<usize> {
    let inner = rest.get(1..)?;
    let inside = inner.split('[').next()?;
    Some(inside.rfind(']')? + 1)
}

/// The longest token at the beginning.
fn token(rest: &str) -> Option<(&'static str, Token)> {
    TOKENS.iter().filter(|(word, _)| rest.starts_with(word)).max_by_key(|(word, _)| word.len()).copied()
}

impl Date {
    /// The date in a zone, written with a pattern. An empty pattern counts as [`DEFAULT_PATTERN`].
    pub fn format(self, pattern: &str, zone: &Zone) -> String {
        let (offset, abbreviation) = zone.offset(self);
        let local = Civil::from_millis(self.millis() + offset);
        let pattern = if pattern.is_empty() { DEFAULT_PATTERN } else { pattern };
        let mut written = Written { date: self, local, offset, abbreviation, out: String::new() };
        written.pattern(pattern);
        written.out
    }
}

struct Written {
    date: Date,
    local: Civil,
    /// Milliseconds ahead of UTC.
    offset: i64,
    abbreviation: String,
    out: String,
}

impl Written {
    fn pattern(&mut self, pattern: &str) {
        for part in parts(pattern) {
            match part {
                Part::Literal(text) => self.out.push_str(text),
                Part::Token(Local(pattern)) => self.pattern(pattern),
                Part::Token(token) => self.token(token),
            }
        }
    }

    fn token(&mut self, token: Token) {
        let Civil { year, month, day, hour, minute, second, milli } = self.local;
        match token {
            Year(2) => self.number(year % 100, 2),
            Year(6) => {
                self.out.push_str(if year < 0 { "" } else { "+" });
                self.number(year, 6);
            }
            Year(width) => {
                self.out.push_str(if width == 1 && year > 9999 { "+" } else { "" });
                self.number(year, width.max(4));
            }
            EraYear(width) => self.number(self.count(Number::EraYear), width),
            Era(4) => self.out.push_str(if year > 0 { "Anno Domini" } else { "Before Christ" }),
            Era(_) => self.out.push_str(if year > 0 { "AD" } else { "BC" }),
            Quarter => self.number(self.count(Number::Quarter), 1),
            Month(width) => self.number(month, width),
            MonthName(width) => self.name(&MONTHS, month - 1, width),
            Day(width) => self.number(day, width),
            DayOfYear(width) => self.number(self.local.day_of_year(), width),
            Weekday | LocalWeekday => self.number(self.local.weekday(), 1),
            IsoWeekday => self.number((self.local.weekday() + 6) % 7 + 1, 1),
            WeekdayName(width) => self.name(&WEEKDAYS, self.local.weekday(), width),
            Week(system, width) => self.number(self.local.week(system).1, width),
            WeekYear(system, 2) => self.number(self.local.week(system).0 % 100, 2),
            WeekYear(system, width) => self.number(self.local.week(system).0, width),
            Half { upper } => self.out.push_str(match (hour < 12, upper) {
                (true, true) => "AM",
                (true, false) => "am",
                (false, true) => "PM",
                (false, false) => "pm",
            }),
            Hour(width) => self.number(hour, width),
            Hour12(width) => self.number((hour + 11) % 12 + 1, width),
            HourFromOne(width) => self.number(if hour == 0 { 24 } else { hour }, width),
            Clock { twelve, seconds } => {
                self.token(if twelve { Hour12(1) } else { Hour(1) });
                self.number(minute, 2);
                if seconds {
                    self.number(second, 2);
                }
            }
            Minute(width) => self.number(minute, width),
            Second(width) => self.number(second, width),
            Fraction(width) => {
                self.out.push_str(format!("{milli:03}000000").get(..width).unwrap_or_default())
            }
            Millis => self.number(self.date.millis(), 1),
            Seconds => self.number(self.date.millis().div_euclid(1000), 1),
            Abbreviation => self.out.push_str(&self.abbreviation),
            Offset { colon } => {
                let minutes = self.offset / 60_000;
                self.out.push(if minutes < 0 { '-' } else { '+' });
                self.number(minutes.abs() / 60, 2);
                self.out.push_str(if colon { ":" } else { "" });
                self.number(minutes.abs() % 60, 2);
            }
            Ordinal(number) => self.out.push_str(&ordinal(self.count(number))),
            Local(pattern) => self.pattern(pattern),
        }
    }

    fn count(&self, number: Number) -> i64 {
        match number {
            Number::Month => self.local.month,
            Number::Quarter => (self.local.month + 2) / 3,
            Number::Day => self.local.day,
            Number::DayOfYear => self.local.day_of_year(),
            Number::Weekday => self.local.weekday(),
            Number::Week(system) => self.local.week(system).1,
            Number::EraYear if self.local.year > 0 => self.local.year,
            Number::EraYear => 1 - self.local.year,
        }
    }

    /// A number with leading zeros; a minus sign comes on top of the digits.
    fn number(&mut self, number: i64, width: usize) {
        self.out.push_str(if number < 0 { "-" } else { "" });
        self.out.push_str(&format!("{:0width$}", number.abs()));
    }

    /// A name, whole (width 4) or its first letters.
    fn name(&mut self, names: &[&str], place: i64, width: usize) {
        let name =
            usize::try_from(place).ok().and_then(|place| names.get(place)).copied().unwrap_or_default();
        let name = if width < 4 { name.get(..width).unwrap_or(name) } else { name };
        self.out.push_str(name);
    }
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 100 / 10, number % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
