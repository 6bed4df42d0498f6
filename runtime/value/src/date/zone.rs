//! Time zones of the IANA database, which is built in: every machine gives the same answers.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Civil, Date};

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(Option<TimeZone>);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone(None);

    /// The zone of an IANA name in any case (`Europe/Paris`, `US/Pacific`), if there is one.
    pub fn named(name: &str) -> Option<Zone> {
        match name {
            "UTC" | "Etc/UTC" => Some(Zone::UTC),
            _ => jiff::tz::db().get(name).ok().map(|zone| Zone(Some(zone))),
        }
    }

    /// Every name that [`Zone::named`] knows.
    pub fn names() -> impl Iterator<Item = String> {
        jiff::tz::db().available().map(|name| name.as_str().to_owned())
    }

    /// The zone of a name; an empty or unknown one counts as UTC (rule `date-zone`).
    pub fn named_or_utc(name: &str) -> Zone {
        Zone::named(name.trim()).unwrap_or(Zone::UTC)
    }

    /// Milliseconds that local time is ahead of UTC at an instant, and its abbreviation (`PDT`, `UTC`).
    pub fn offset(&self, date: Date) -> (i64, String) {
        let utc = || (0, "UTC".to_owned());
        let (Some(zone), Ok(instant)) = (&self.0, Timestamp::from_millisecond(date.millis())) else {
            return utc();
        };
        let info = zone.to_offset_info(instant);
        (i64::from(info.offset().seconds()) * 1000, info.abbreviation().to_owned())
    }

    /// Local date and time at an instant.
    pub fn local(&self, date: Date) -> Civil {
        Civil::from_millis(date.millis() + self.offset(date).0)
    }

    /// The instant of a local date and time. A time that a clock change skips counts by the offset before the
    /// change, one that comes twice is the first of the two. None outside the range of dates.
    pub fn instant(&self, local: Civil) -> Option<Date> {
        let millis = local.to_millis();
        let before = self.offset(Date::from_millis(millis.saturating_sub(86_400_000))?).0;
        let early = Date::from_millis(millis - before)?;
        let after = self.offset(early).0;
        if after == before {
            return Some(early);
        }
        let late = Date::from_millis(millis - after)?;
        Some(if self.offset(late).0 == after { late } else { early })
    }
}
