//! The proleptic Gregorian calendar: between milliseconds and year, month, day, time of day.

const DAY: i64 = 86_400_000;

/// Hours and smaller parts are held within this, so that no sum overflows.
const LARGE: i64 = 1_000_000_000_000;

/// A date and time of day without a zone. Fields may lie outside their usual range before
/// [`Civil::to_millis`], which carries them over as JavaScript's `Date.UTC` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// Year; 0 is 1 BC.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: i64,
    /// Day of the month, 1 to 31.
    pub day: i64,
    /// Hour, 0 to 23.
    pub hour: i64,
    /// Minute.
    pub minute: i64,
    /// Second.
    pub second: i64,
    /// Millisecond.
    pub milli: i64,
}

impl Civil {
    /// Midnight that begins a day.
    pub const fn day(year: i64, month: i64, day: i64) -> Self {
        Self { year, month, day, hour: 0, minute: 0, second: 0, milli: 0 }
    }

    /// From milliseconds since 1970-01-01.
    pub const fn from_millis(millis: i64) -> Self {
        let (days, time) = (millis.div_euclid(DAY), millis.rem_euclid(DAY));
        let (year, month, day) = from_days(days);
        Self {
            year,
            month,
            day,
            hour: time / 3_600_000,
            minute: time / 60_000 % 60,
            second: time / 1000 % 60,
            milli: time % 1000,
        }
    }

    /// Milliseconds since 1970-01-01. Absurdly large fields give some result outside every valid date.
    pub fn to_millis(self) -> i64 {
        let held = |field: i64, limit: i64| field.clamp(-limit, limit);
        let month = held(self.month, 12_000_000) - 1;
        let year = held(self.year, 1_000_000) + month.div_euclid(12);
        let days = to_days(year, month.rem_euclid(12) + 1) + held(self.day, 1_000_000_000) - 1;
        let seconds =
            held(self.hour, LARGE) * 3600 + held(self.minute, LARGE) * 60 + held(self.second, LARGE);
        days * DAY + seconds * 1000 + held(self.milli, LARGE)
    }

    /// Day of the week, Sunday is 0.
    pub fn weekday(self) -> i64 {
        (self.days() + 4).rem_euclid(7)
    }

    /// Day of the year, from 1.
    pub fn day_of_year(self) -> i64 {
        self.days() - to_days(self.year, 1) + 1
    }

    /// Year and number of the week that the day lies in. Weeks begin on `first` (Sunday is 0); the first week
    /// of a year is the one that holds 4 January (`monday` weeks, ISO 8601) or 1 January (`sunday` weeks, en).
    pub fn week(self, system: WeekSystem) -> (i64, i64) {
        let (first, anchor) = match system {
            WeekSystem::Iso => (1, 4),
            WeekSystem::English => (0, 1),
        };
        let start = |year: i64| {
            let day = Civil::day(year, 1, anchor);
            day.days() - (day.weekday() - first).rem_euclid(7)
        };
        let today = self.days();
        let year = if today < start(self.year) {
            self.year - 1
        } else if today >= start(self.year + 1) {
            self.year + 1
        } else {
            self.year
        };
        (year, (today - start(year)) / 7 + 1)
    }

    fn days(self) -> i64 {
        to_days(self.year, self.month) + self.day - 1
    }
}

/// How weeks are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekSystem {
    /// ISO 8601.
    Iso,
    /// As in the United States.
    English,
}

/// Days from 1970-01-01 to the first of a month (1 to 12).
const fn to_days(year: i64, month: i64) -> i64 {
    // Years are counted from March, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

const fn from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

/// Days of a month (1 to 12).
pub const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
