//! Date & Time: the clock, calendar arithmetic and notations.

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
