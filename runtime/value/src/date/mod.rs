//! Dates: instants in UTC with millisecond precision, as JavaScript has them.

/// An instant: milliseconds since 1970-01-01 UTC, within the range of JavaScript's `Date`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i64);

/// The range of JavaScript's `Date`: 100 million days around 1970.
const LIMIT: i64 = 8_640_000_000_000_000;

impl Date {
    /// 1970-01-01T00:00:00.000Z.
    pub const EPOCH: Date = Date(0);

    /// The instant so many milliseconds after 1970, fractions cut off; none outside the range or for NaN.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the range is below 2^53")]
    pub fn from_millis(millis: f64) -> Option<Date> {
        (millis.abs() <= LIMIT as f64).then_some(Date(millis as i64))
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
}

impl std::fmt::Debug for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "date({})", self.0)
    }
}
