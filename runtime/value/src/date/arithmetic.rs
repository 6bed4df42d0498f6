//! Adding to dates and differences between them, as moment.js computes them in UTC.

use super::civil::days_in_month;
use super::{Civil, Date};

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days of 24 hours (dates are UTC).
    Days,
    /// Weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl Unit {
    /// Every unit with its name on the platform.
    pub const ALL: [(Unit, &'static str); 8] = [
        (Unit::Milliseconds, "milliseconds"),
        (Unit::Seconds, "seconds"),
        (Unit::Minutes, "minutes"),
        (Unit::Hours, "hours"),
        (Unit::Days, "days"),
        (Unit::Weeks, "weeks"),
        (Unit::Months, "months"),
        (Unit::Years, "years"),
    ];

    /// The unit of a name, with or without the plural s, in any case.
    pub fn from_name(name: &str) -> Option<Unit> {
        let name = name.trim().to_ascii_lowercase();
        let singular = name.strip_suffix('s').unwrap_or(&name);
        Unit::ALL.into_iter().find(|(_, word)| word.strip_suffix('s') == Some(singular)).map(|(unit, _)| unit)
    }

    /// Milliseconds of one; none for months and years.
    const fn millis(self) -> Option<f64> {
        Some(match self {
            Unit::Milliseconds => 1.0,
            Unit::Seconds => 1000.0,
            Unit::Minutes => 60_000.0,
            Unit::Hours => 3_600_000.0,
            Unit::Days => 86_400_000.0,
            Unit::Weeks => 604_800_000.0,
            Unit::Months | Unit::Years => return None,
        })
    }
}

impl Date {
    /// The date so much later (negative: earlier). Whole days and months only: fractions of days, weeks, months
    /// and years are rounded (rule `date-fraction`); the day of the month is held back to the month's end.
    /// None where the result leaves the range of dates.
    pub fn add(self, amount: f64, unit: Unit) -> Option<Date> {
        match unit {
            Unit::Days => self.add_millis(round_away(amount) * 86_400_000.0),
            Unit::Weeks => self.add_millis(round_away(amount * 7.0) * 86_400_000.0),
            Unit::Months => self.add_months(round_away(amount)),
            Unit::Years => self.add_months(round_away(amount * 12.0)),
            Unit::Milliseconds | Unit::Seconds | Unit::Minutes | Unit::Hours => {
                self.add_millis(amount * unit.millis()?)
            }
        }
    }

    fn add_millis(self, millis: f64) -> Option<Date> {
        Date::from_number(self.as_number() + millis)
    }

    #[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
    fn add_months(self, months: f64) -> Option<Date> {
        let months = (months.abs() < 1e7).then_some(months as i64)?;
        let mut civil = self.utc();
        let total = civil.year * 12 + civil.month - 1 + months;
        civil.year = total.div_euclid(12);
        civil.month = total.rem_euclid(12) + 1;
        civil.day = civil.day.min(days_in_month(civil.year, civil.month));
        Date::from_millis(civil.to_millis())
    }

    /// `self - other` in a unit, with its fraction (rule `diff-fraction`). Months count by the calendar, the
    /// rest of a month by its length; years are twelve months.
    pub fn since(self, other: Date, unit: Unit) -> f64 {
        match unit.millis() {
            Some(millis) => (self.as_number() - other.as_number()) / millis,
            None if unit == Unit::Years => months_between(self, other) / 12.0,
            None => months_between(self, other),
        }
    }
}

/// Halves away from zero.
fn round_away(number: f64) -> f64 {
    number.round()
}

#[expect(clippy::cast_precision_loss, reason = "months within the range of dates")]
fn months_between(left: Date, right: Date) -> f64 {
    let (a, b): (Civil, Civil) = (left.utc(), right.utc());
    if a.day < b.day {
        return negate(months_between(right, left));
    }
    let whole = ((b.year - a.year) * 12 + (b.month - a.month)) as f64;
    let anchor = |months: f64| left.add_months(months).unwrap_or(left).as_number();
    let behind = right.as_number() - anchor(whole);
    let length =
        if behind < 0.0 { anchor(whole) - anchor(whole - 1.0) } else { anchor(whole + 1.0) - anchor(whole) };
    negate(whole + if length == 0.0 { 0.0 } else { behind / length })
}

/// The opposite number, never -0.
fn negate(number: f64) -> f64 {
    0.0 - number
}
