//! Dates: instants in UTC with millisecond precision, as JavaScript has them, and their forms as text.
//!
//! Patterns, arithmetic and differences behave as moment.js does, on which the platform's cards rest. The
//! current time never comes from here: what needs today's date takes it as an argument.

mod arithmetic;
mod civil;
mod iso;
mod legacy;
mod pattern;
mod read;
mod zone;

pub use arithmetic::Unit;
pub use civil::Civil;
pub use pattern::{DEFAULT_PATTERN, HUMAN_PATTERN};
pub use zone::Zone;

/// An instant: milliseconds since 1970-01-01 UTC, within the range of JavaScript's `Date`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i64);

/// The range of JavaScript's `Date`: 100 million days around 1970.
const LIMIT: i64 = 8_640_000_000_000_000;

impl Date {
    /// 1970-01-01T00:00:00.000Z.
    pub const EPOCH: Date = Date(0);

    /// The instant so many milliseconds after 1970, fractions cut off; none outside the range or for NaN.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "the range is below 2^53"
    )]
    pub fn from_number(millis: f64) -> Option<Date> {
        (millis.abs() <= LIMIT as f64).then_some(Date(millis as i64))
    }

    /// The instant so many milliseconds after 1970; none outside the range.
    pub const fn from_millis(millis: i64) -> Option<Date> {
        if millis.unsigned_abs() <= LIMIT.unsigned_abs() { Some(Date(millis)) } else { None }
    }

    /// Milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Milliseconds since 1970, as a number of the platform (exact).
    #[expect(clippy::cast_precision_loss, reason = "the range is below 2^53")]
    pub const fn as_number(self) -> f64 {
        self.0 as f64
    }

    /// Year, month, day and time of day in UTC.
    pub fn utc(self) -> Civil {
        Civil::from_millis(self.0)
    }

    /// Reads a date text as JavaScript does, in UTC where it names no zone (rule `date-text`): ISO 8601, else
    /// the many forms of `Date.parse` such as `Sep 7, 2016 4:55 PM` or `9/7/2016`.
    pub fn parse(text: &str) -> Option<Date> {
        let text = crate::text::trim(text);
        iso::read(text).or_else(|| legacy::read(text))
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.to_iso())
    }
}

impl std::fmt::Debug for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_iso())
    }
}

#[cfg(test)]
mod tests;
