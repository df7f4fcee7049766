//! Time zones: fixed offsets and names of the time zone database.
//!
//! In: the text of a zone, an instant or a local date and time. Out: the offset that holds there. The database is the
//! one bundled with the program, so answers do not depend on the machine. It covers the years -9999 to 9999; the rules
//! for years beyond are those of the year a whole number of calendar cycles (400 years) nearer.

use std::fmt;
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::date::DAYS_PER_CYCLE;
use super::{LocalDateTime, SECONDS_PER_DAY, invalid, parse};
use crate::diagnostic::{Diagnostic, Result};

/// The largest distance from UTC, in seconds.
const MAX_OFFSET: i64 = 18 * 3_600;

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A zone: a fixed distance from UTC, or a name whose distance changes with time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Seconds ahead of UTC, at most 18 hours.
    Offset(i32),
    /// A name of the time zone database, as the database spells it.
    Named(Arc<str>),
}

impl Zone {
    /// UTC, shown as `Z`.
    pub const UTC: Self = Self::Offset(0);

    /// The zone with this name, whatever its letter case; blanks stand for underscores.
    pub fn named(name: &str) -> Result<Self> {
        let spelled = name.trim().replace(' ', "_");
        let zone = DATABASE
            .get(&spelled)
            .map_err(|_| invalid(format!("There is no time zone '{name}'")))?;
        Ok(Self::Named(Arc::from(
            zone.iana_name().unwrap_or(spelled.as_str()),
        )))
    }

    /// The offset in force at an instant, given as seconds since 1970-01-01T00:00Z.
    pub fn offset_at(&self, epoch_seconds: i64) -> i32 {
        match self {
            Self::Offset(seconds) => *seconds,
            Self::Named(name) => {
                let seconds = into_database_range(epoch_seconds);
                let offset = DATABASE
                    .get(name)
                    .ok()
                    .and_then(|zone| Some(zone.to_offset(Timestamp::from_second(seconds).ok()?)));
                offset.map_or(0, jiff::tz::Offset::seconds)
            }
        }
    }

    /// The offset at a local date and time, and that date and time itself: one that a change to summer time skips
    /// moves on by what was skipped. Where a local time happens twice, `preferred` decides, else the first counts.
    pub(super) fn resolve(
        &self,
        local: LocalDateTime,
        preferred: Option<i32>,
    ) -> Result<(LocalDateTime, i32)> {
        let name = match self {
            Self::Offset(seconds) => return Ok((local, *seconds)),
            Self::Named(name) => name,
        };
        let zone = DATABASE
            .get(name)
            .map_err(|_| invalid(format!("There is no time zone '{name}'")))?;
        match offsets_at(&zone, local)? {
            AmbiguousOffset::Unambiguous { offset } => Ok((local, offset.seconds())),
            AmbiguousOffset::Gap { before, after } => {
                let skipped = i64::from(after.seconds() - before.seconds());
                Ok((local.plus_seconds(skipped, 0)?, after.seconds()))
            }
            AmbiguousOffset::Fold { before, after } => {
                let second = preferred == Some(after.seconds());
                let offset = if second { after } else { before };
                Ok((local, offset.seconds()))
            }
        }
    }
}

/// What the database knows of a local date and time.
fn offsets_at(zone: &TimeZone, local: LocalDateTime) -> Result<AmbiguousOffset> {
    let seconds = into_database_range(local.epoch_seconds());
    Timestamp::from_second(seconds)
        .map(|stamp| {
            let civil = jiff::tz::Offset::UTC.to_datetime(stamp);
            zone.to_ambiguous_timestamp(civil).offset()
        })
        .map_err(|_| invalid("The date is out of the range of the time zone database"))
}

/// Moves seconds since 1970 by whole calendar cycles until they lie safely inside the database's range.
fn into_database_range(epoch_seconds: i64) -> i64 {
    const CYCLE: i64 = DAYS_PER_CYCLE * SECONDS_PER_DAY;
    // 1970 + 19 cycles is 9570, 1970 - 29 cycles is -9630: each with the cycle after it inside +-9999.
    const HIGH: i64 = 19 * CYCLE;
    const LOW: i64 = -29 * CYCLE;
    if epoch_seconds >= HIGH + CYCLE {
        HIGH + (epoch_seconds - HIGH).rem_euclid(CYCLE)
    } else if epoch_seconds < LOW {
        LOW + (epoch_seconds - LOW).rem_euclid(CYCLE)
    } else {
        epoch_seconds
    }
}

/// Refuses an offset of more than 18 hours.
pub(super) fn check_offset(seconds: i64) -> Result<i32> {
    if seconds.abs() <= MAX_OFFSET {
        Ok(seconds as i32)
    } else {
        Err(invalid(
            "An offset from UTC must be between -18:00 and +18:00",
        ))
    }
}

/// Writes `Z`, `+01:00` or, where it has seconds, `+00:53:28`.
pub(super) fn write_offset(f: &mut impl fmt::Write, seconds: i32) -> fmt::Result {
    if seconds == 0 {
        return f.write_char('Z');
    }
    let sign = if seconds < 0 { '-' } else { '+' };
    let size = seconds.unsigned_abs();
    write!(f, "{sign}{:02}:{:02}", size / 3_600, size / 60 % 60)?;
    if !size.is_multiple_of(60) {
        write!(f, ":{:02}", size % 60)?;
    }
    Ok(())
}

impl fmt::Display for Zone {
    /// `+01:00`, `Z` or the name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offset(seconds) => write_offset(f, *seconds),
            Self::Named(name) => f.write_str(name),
        }
    }
}

impl std::str::FromStr for Zone {
    type Err = Diagnostic;
    /// `Z`, `+01:00`, `+0100`, `+01`, `+02:05:59` or a name.
    fn from_str(text: &str) -> Result<Self> {
        match text.trim().as_bytes().first() {
            Some(b'+' | b'-') => parse::offset(text.trim()).map(Self::Offset),
            Some(b'Z' | b'z') if text.trim().len() == 1 => Ok(Self::UTC),
            Some(_) => Self::named(text),
            None => Err(invalid("The time zone is empty")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_and_written() {
        let check = |text: &str, shown: &str| {
            assert_eq!(text.parse::<Zone>().unwrap().to_string(), shown);
        };
        check("Z", "Z");
        check("-00:00", "Z");
        check("+0100", "+01:00");
        check("-02", "-02:00");
        check("+02:05:59", "+02:05:59");
        check("europe/stockholm", "Europe/Stockholm");
        check("America/Los Angeles", "America/Los_Angeles");
        for text in ["", "+19", "+18:01", "+1:0", "Mars/Olympus", "+", "+01:60"] {
            assert!(text.parse::<Zone>().is_err(), "{text}");
        }
    }

    #[test]
    fn offsets_at_local_times() {
        let check = |zone: &str, local: &str, preferred, resolved: &str, offset: i32| {
            let zone: Zone = zone.parse().unwrap();
            let (local, found) = zone.resolve(local.parse().unwrap(), preferred).unwrap();
            assert_eq!((local.to_string().as_str(), found), (resolved, offset));
        };
        let stockholm = "Europe/Stockholm";
        check(
            stockholm,
            "1984-10-11T12:00",
            None,
            "1984-10-11T12:00",
            3_600,
        );
        check(
            stockholm,
            "1984-07-20T12:00",
            None,
            "1984-07-20T12:00",
            7_200,
        );
        // The offset of Berlin, of which the database makes Stockholm a link.
        check(
            stockholm,
            "1818-07-21T21:40",
            None,
            "1818-07-21T21:40",
            3_208,
        );
        // Summer time starts: the hour from two to three does not exist.
        check(
            stockholm,
            "2017-03-26T02:30",
            None,
            "2017-03-26T03:30",
            7_200,
        );
        // Summer time ends: the hour from two to three happens twice.
        check(
            stockholm,
            "2017-10-29T02:30",
            None,
            "2017-10-29T02:30",
            7_200,
        );
        check(
            stockholm,
            "2017-10-29T02:30",
            Some(3_600),
            "2017-10-29T02:30",
            3_600,
        );
        // Far beyond the database.
        check(
            stockholm,
            "+999999999-07-01T00:00",
            None,
            "+999999999-07-01T00:00",
            7_200,
        );
        check(
            stockholm,
            "+999999999-12-31T00:00",
            None,
            "+999999999-12-31T00:00",
            3_600,
        );
        check(
            stockholm,
            "-999999999-07-01T00:00",
            None,
            "-999999999-07-01T00:00",
            3_208,
        );
    }
}
