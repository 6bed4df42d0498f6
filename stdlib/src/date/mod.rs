//! Date & Time: the clock, calendar arithmetic and notations.

use flowc_value::Date;
use flowc_value::date::Unit;

use crate::call::CardError;

cards! {
    add convert date_to_text difference epoch iso now subtract text_to_date unix
}

/// The units in which dates are moved.
pub(super) const UNITS: &[(&str, &str)] = &[
    ("milliseconds", "milliseconds"),
    ("seconds", "seconds"),
    ("minutes", "minutes"),
    ("hours", "hours"),
    ("days", "days"),
    ("weeks", "weeks"),
    ("months", "months"),
    ("years", "years"),
];

/// A date moved by an amount of a unit; without a unit milliseconds are meant.
fn moved(date: Date, amount: f64, unit: &str) -> Result<Date, CardError> {
    let unit = match unit.trim() {
        "" => Unit::Milliseconds,
        named => {
            Unit::from_name(named).ok_or_else(|| CardError::new(format!("\"{named}\" is no unit of time")))?
        }
    };
    date.add(amount, unit).ok_or_else(|| CardError::new("Invalid date: the result is out of range"))
}

/// Whole seconds since 1970.
fn seconds(date: Date) -> f64 {
    (date.as_number() / 1000.0).floor()
}

/// Bytes of the longest pattern.
const LONGEST_PATTERN: usize = 10_000;

/// The pattern, if it is of a reasonable length: each of its letters can become a word.
fn bounded_pattern(pattern: &str) -> Result<&str, CardError> {
    if pattern.len() <= LONGEST_PATTERN {
        Ok(pattern)
    } else {
        Err(CardError::new("the date's pattern is too long"))
    }
}
