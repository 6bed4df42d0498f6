//! Reading a date with a pattern, forgivingly as moment.js does (rule `date-parse-forgiving`): each token takes
//! the next part of the text that fits it, whatever stands before that; separators need not agree.

use super::civil::days_in_month;
use super::pattern::{MONTHS, Number, Part, Token, WEEKDAYS, parts};
use super::{Civil, Date};

impl Date {
    /// Reads a text by a pattern, in UTC where the text has no offset. Parts that the pattern lacks come from
    /// `today` if they are larger than the first given one (a time alone means today), else they are the
    /// smallest possible. None if nothing fits, a part is out of range, or a weekday's name contradicts the
    /// date. Numbers of weeks are passed over.
    pub fn read(text: &str, pattern: &str, today: Date) -> Option<Date> {
        let mut reading = Reading { rest: text, ..Reading::default() };
        reading.pattern(pattern);
        reading.finish(today)
    }
}

#[derive(Default)]
struct Reading<'t> {
    rest: &'t str,
    found_any: bool,
    instant: Option<f64>,
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    day_of_year: Option<i64>,
    weekday: Option<i64>,
    hour: Option<i64>,
    minute: Option<i64>,
    second: Option<i64>,
    milli: Option<i64>,
    /// After noon.
    afternoon: Option<bool>,
    /// Minutes ahead of UTC.
    offset: Option<i64>,
}

impl<'t> Reading<'t> {
    fn pattern(&mut self, pattern: &str) {
        for part in parts(pattern) {
            match part {
                Part::Token(Token::Local(pattern)) => self.pattern(pattern),
                Part::Token(token) => self.found_any |= self.token(token).is_some(),
                Part::Literal(text) => {
                    if let Some(place) = self.rest.find(text) {
                        self.rest = self.rest.get(place + text.len()..).unwrap_or_default();
                    }
                }
            }
        }
    }

    fn token(&mut self, token: Token) -> Option<()> {
        match token {
            Token::Year(2) => self.year = Some(two_digits(number(self.digits(1, 2)?)?)),
            Token::Year(4) => {
                let digits = self.digits(1, 4)?;
                let year = number(digits)?;
                self.year = Some(if digits.len() == 2 { two_digits(year) } else { year });
            }
            Token::Year(width) => {
                let digits = self.signed(if width == 1 { 9 } else { 6 })?;
                self.year = Some(digits.parse().ok()?);
            }
            Token::EraYear(_) | Token::Ordinal(Number::EraYear) => {
                self.year = Some(number(self.digits(1, 9)?)?)
            }
            Token::Quarter => self.month = Some((number(self.digits(1, 1)?)? - 1) * 3 + 1),
            Token::Month(_) => self.month = Some(number(self.digits(1, 2)?)?),
            Token::MonthName(_) => self.month = Some(self.name(&MONTHS)? + 1),
            Token::Day(_) | Token::Ordinal(Number::Day) => {
                self.day = Some(number(self.digits(1, 2)?)?);
                self.ending();
            }
            Token::DayOfYear(_) => self.day_of_year = Some(number(self.digits(1, 3)?)?),
            Token::WeekdayName(_) => self.weekday = Some(self.name(&WEEKDAYS)?),
            Token::Weekday => self.weekday = Some(number(self.digits(1, 2)?)?),
            Token::Half { .. } => self.afternoon = Some(self.half()?),
            Token::Hour(_) | Token::Hour12(_) => self.hour = Some(number(self.digits(1, 2)?)?),
            Token::HourFromOne(_) => self.hour = Some(number(self.digits(1, 2)?)? % 24),
            Token::Clock { seconds, .. } => self.clock(seconds)?,
            Token::Minute(_) => self.minute = Some(number(self.digits(1, 2)?)?),
            Token::Second(_) => self.second = Some(number(self.digits(1, 2)?)?),
            Token::Fraction(width) => {
                let digits = self.digits(1, if width > 3 { 18 } else { 3 })?;
                self.milli = format!("{digits:0<3}").get(..3)?.parse().ok();
            }
            Token::Millis => self.instant = Some(self.signed(18)?.parse().ok()?),
            Token::Seconds => self.instant = Some(self.seconds()? * 1000.0),
            Token::Offset { .. } => self.offset = Some(self.offset_minutes()?),
            Token::LocalWeekday | Token::IsoWeekday | Token::Week(..) => drop(self.digits(1, 2)?),
            Token::WeekYear(..) => drop(self.digits(1, 4)?),
            Token::Era(_) | Token::Abbreviation | Token::Ordinal(_) | Token::Local(_) => return None,
        }
        Some(())
    }

    /// Takes the text up to `end` off the rest and gives what begins at `start`.
    fn take(&mut self, start: usize, end: usize) -> Option<&'t str> {
        let found = self.rest.get(start..end);
        self.rest = self.rest.get(end..)?;
        found
    }

    /// The next run of digits, at least `least` and at most `most` of them.
    fn digits(&mut self, least: usize, most: usize) -> Option<&'t str> {
        let bytes = self.rest.as_bytes();
        let run = |start: usize| bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count();
        let start = (0..bytes.len()).find(|start| run(*start) >= least)?;
        self.take(start, start + run(start).min(most))
    }

    /// The next run of digits with a sign if one stands before it.
    fn signed(&mut self, most: usize) -> Option<&'t str> {
        let start = self.rest.bytes().position(|byte| byte.is_ascii_digit())?;
        let sign =
            start.checked_sub(1).filter(|at| matches!(self.rest.as_bytes().get(*at), Some(b'+' | b'-')));
        let digits = self.rest.bytes().skip(start).take_while(u8::is_ascii_digit).count().min(most);
        self.take(sign.unwrap_or(start), start + digits)
    }

    /// Seconds with at most three decimal places.
    fn seconds(&mut self) -> Option<f64> {
        let whole = self.signed(15)?;
        let decimals = self
            .rest
            .strip_prefix('.')
            .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count().min(3));
        let fraction = if decimals > 0 { self.take(0, decimals + 1)? } else { "" };
        format!("{whole}{fraction}").parse().ok()
    }

    /// The next name of a list, whole or by its first three letters, in any case; its place.
    fn name(&mut self, names: &[&str]) -> Option<i64> {
        let starts = |at: usize, name: &str| {
            self.rest.get(at..at + name.len()).is_some_and(|text| text.eq_ignore_ascii_case(name))
        };
        let (start, place, length) = (0..self.rest.len()).find_map(|at| {
            let (place, name) =
                names.iter().enumerate().find(|(_, name)| starts(at, name.get(..3).unwrap_or(name)))?;
            Some((at, place, if starts(at, name) { name.len() } else { 3 }))
        })?;
        self.take(start, start + length)?;
        i64::try_from(place).ok()
    }

    /// The ending of an ordinal number, if there is one.
    fn ending(&mut self) {
        for ending in ["th", "st", "nd", "rd"] {
            if let Some(rest) = self.rest.strip_prefix(ending) {
                self.rest = rest;
            }
        }
    }

    /// `am`, `PM`, `p.m.`, `a`: whether it is after noon.
    fn half(&mut self) -> Option<bool> {
        let start = self.rest.find(['a', 'A', 'p', 'P'])?;
        let afternoon = self.take(start, start + 1)?.eq_ignore_ascii_case("p");
        for optional in [".", "m", "."] {
            if self.rest.get(..1).is_some_and(|next| next.eq_ignore_ascii_case(optional)) {
                self.take(0, 1)?;
            }
        }
        Some(afternoon)
    }

    /// Hour, minutes and perhaps seconds in one run of digits.
    fn clock(&mut self, seconds: bool) -> Option<()> {
        let (least, most) = if seconds { (5, 6) } else { (3, 4) };
        let digits = self.digits(least, most)?;
        let (hours, behind) = digits.split_at_checked(digits.len() - least + 1)?;
        self.hour = Some(number(hours)?);
        self.minute = Some(number(behind.get(..2)?)?);
        if seconds {
            self.second = Some(number(behind.get(2..)?)?);
        }
        Some(())
    }

    fn offset_minutes(&mut self) -> Option<i64> {
        let digits =
            |at: usize| self.rest.get(at..at + 2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()));
        let (start, end, minutes) = (0..self.rest.len()).find_map(|at| {
            let sign = match self.rest.as_bytes().get(at)? {
                b'Z' | b'z' => return Some((at, at + 1, 0)),
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let hours = number(digits(at + 1)?)?;
            let colon = usize::from(self.rest.as_bytes().get(at + 3) == Some(&b':'));
            let (end, minutes) = match digits(at + 3 + colon) {
                Some(minutes) => (at + 5 + colon, number(minutes)?),
                None => (at + 3, 0),
            };
            Some((at, end, sign * (hours * 60 + minutes)))
        })?;
        self.take(start, end)?;
        Some(minutes)
    }

    fn finish(self, today: Date) -> Option<Date> {
        if !self.found_any {
            return None;
        }
        if let Some(instant) = self.instant {
            return Date::from_number(instant);
        }
        let (year, month, day) = self.civil_day(today.utc())?;
        let mut hour = self.hour.unwrap_or(0);
        match self.afternoon {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        let (minute, second) = (self.minute.unwrap_or(0), self.second.unwrap_or(0));
        let milli = self.milli.unwrap_or(0);
        let in_range = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && (hour < 24 || hour == 24 && minute + second + milli == 0)
            && minute < 60
            && second < 60;
        let civil = Civil { year, month, day, hour, minute, second, milli };
        let weekday_agrees =
            self.weekday.is_none_or(|weekday| weekday == Civil::day(year, month, day).weekday());
        if !in_range || !weekday_agrees {
            return None;
        }
        Date::from_millis(civil.to_millis() - self.offset.unwrap_or(0) * 60_000)
    }

    fn civil_day(&self, today: Civil) -> Option<(i64, i64, i64)> {
        if let (Some(days), None) = (self.day_of_year, self.month) {
            let year = self.year.unwrap_or(today.year);
            let civil = Civil::from_millis(Civil::day(year, 1, days).to_millis());
            return (civil.year == year).then_some((year, civil.month, civil.day));
        }
        Some(match (self.year, self.month, self.day) {
            (None, None, None) => (today.year, today.month, today.day),
            (None, None, Some(day)) => (today.year, today.month, day),
            (None, Some(month), day) => (today.year, month, day.unwrap_or(1)),
            (Some(year), month, day) => (year, month.unwrap_or(1), day.unwrap_or(1)),
        })
    }
}

fn number(digits: &str) -> Option<i64> {
    digits.parse().ok()
}

/// Years of two digits: up to 68 they belong to this century.
const fn two_digits(year: i64) -> i64 {
    if year > 68 { year + 1900 } else { year + 2000 }
}
