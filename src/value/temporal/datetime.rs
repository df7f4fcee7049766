//! An instant, with the zone it is shown in.
//!
//! In: a local date and time and a zone, or an instant and a zone. Out: the date-time, whose offset always fits its
//! zone. Knows nothing of the text of zones.

use std::cmp::Ordering;
use std::fmt;

use super::{Date, LocalDateTime, Time, Zone, invalid, out_of_range, parse, zone};
use crate::diagnostic::{Diagnostic, Result};

/// An instant with the zone it is shown in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateTime {
    local: LocalDateTime,
    offset_seconds: i32,
    zone: Option<std::sync::Arc<str>>,
}

impl DateTime {
    /// This local date and time in this zone. One that the zone skips moves on by what was skipped; of one that
    /// happens twice the first is meant.
    pub fn new(local: LocalDateTime, zone: &Zone) -> Result<Self> {
        Self::preferring(local, zone, None)
    }

    /// Likewise; where the local time happens twice, the preferred offset decides.
    pub(super) fn preferring(
        local: LocalDateTime,
        zone: &Zone,
        preferred: Option<i32>,
    ) -> Result<Self> {
        let (local, offset_seconds) = zone.resolve(local, preferred)?;
        Self::with_offset(local, offset_seconds, zone)
    }

    /// This local date and time at this offset, which must be one the zone has then.
    pub(super) fn strict(local: LocalDateTime, offset_seconds: i32, zone: &Zone) -> Result<Self> {
        let made = Self::preferring(local, zone, Some(offset_seconds))?;
        if made.offset_seconds != offset_seconds || made.local != local {
            return Err(invalid(format!(
                "The offset {} does not fit the time zone {zone} at {local}",
                Zone::Offset(offset_seconds)
            )));
        }
        Ok(made)
    }

    /// The instant so many seconds and nanoseconds after 1970-01-01T00:00Z, shown in this zone.
    pub fn from_epoch(seconds: i64, nanoseconds: u32, zone: &Zone) -> Result<Self> {
        let offset_seconds = zone.offset_at(seconds);
        let local = seconds
            .checked_add(i64::from(offset_seconds))
            .and_then(|seconds| LocalDateTime::from_epoch(seconds, nanoseconds))
            .ok_or_else(|| out_of_range("date with time"))?;
        Self::with_offset(local, offset_seconds, zone)
    }

    /// This local date and time in this zone at this offset, which was found earlier and is not looked up again.
    pub(crate) fn with_offset(
        local: LocalDateTime,
        offset_seconds: i32,
        zone: &Zone,
    ) -> Result<Self> {
        zone::check_offset(i64::from(offset_seconds))?;
        let zone = match zone {
            Zone::Offset(_) => None,
            Zone::Named(name) => Some(name.clone()),
        };
        Ok(Self {
            local,
            offset_seconds,
            zone,
        })
    }

    /// This local date and time at this offset, of the zone of this name or of none; taken from one that was made before.
    pub(crate) fn shown(
        local: LocalDateTime,
        offset_seconds: i32,
        zone: Option<std::sync::Arc<str>>,
    ) -> Self {
        Self {
            local,
            offset_seconds,
            zone,
        }
    }

    /// The name of the zone it is shown in, if it has one.
    pub(crate) fn name(&self) -> Option<&std::sync::Arc<str>> {
        self.zone.as_ref()
    }

    /// The date and time as shown.
    pub fn local(&self) -> LocalDateTime {
        self.local
    }
    /// How far it is ahead of UTC, in seconds.
    pub fn offset_seconds(&self) -> i32 {
        self.offset_seconds
    }
    /// The zone it is shown in.
    pub fn zone(&self) -> Zone {
        match &self.zone {
            Some(name) => Zone::Named(name.clone()),
            None => Zone::Offset(self.offset_seconds),
        }
    }
    /// Its time of day with the offset.
    pub fn time(&self) -> Time {
        self.local.time().at_offset(self.offset_seconds)
    }
    /// Seconds since 1970-01-01T00:00Z.
    pub fn epoch_seconds(&self) -> i64 {
        self.local.epoch_seconds() - i64::from(self.offset_seconds)
    }
    /// Nanoseconds since 1970-01-01T00:00Z.
    pub(super) fn epoch_nanoseconds(&self) -> i128 {
        self.local.epoch_nanoseconds() - i128::from(self.offset_seconds) * 1_000_000_000
    }

    /// The same instant, shown in another zone.
    pub fn moved_to(&self, zone: &Zone) -> Result<Self> {
        Self::from_epoch(self.epoch_seconds(), self.local.nanosecond(), zone)
    }
    /// The same time of day on another day, in the same zone and if possible at the same offset.
    pub(super) fn with_date(&self, date: Date) -> Result<Self> {
        if date == self.local.date() {
            return Ok(self.clone());
        }
        Self::preferring(
            self.local.with_date(date),
            &self.zone(),
            Some(self.offset_seconds),
        )
    }
    /// The instant so many seconds and nanoseconds later, in the same zone.
    pub(super) fn plus_seconds(&self, seconds: i64, nanoseconds: i64) -> Result<Self> {
        // Seconds are added on the line of instants, so that changes to summer time are passed correctly.
        let moved = self.local.plus_seconds(seconds, nanoseconds)?;
        let instant = moved.epoch_seconds() - i64::from(self.offset_seconds);
        Self::from_epoch(instant, moved.nanosecond(), &self.zone())
    }
}

impl Ord for DateTime {
    /// By instant; equal instants from west to east, then by the name of the zone.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |x: &Self| (x.epoch_seconds(), x.local.nanosecond(), x.offset_seconds);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.zone.cmp(&other.zone))
    }
}
impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for DateTime {
    /// `1984-10-11T12:31+01:00[Europe/Stockholm]`; the brackets only for a named zone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.local.fmt(f)?;
        zone::write_offset(f, self.offset_seconds)?;
        match &self.zone {
            Some(name) => write!(f, "[{name}]"),
            None => Ok(()),
        }
    }
}

impl DateTime {
    /// Reads a text; one without a zone is in `zone`.
    pub(crate) fn parse_in(text: &str, zone: &Zone) -> Result<Self> {
        parse::datetime(text, zone)
    }
}

impl std::str::FromStr for DateTime {
    type Err = Diagnostic;
    /// A text without a zone is in UTC.
    fn from_str(text: &str) -> Result<Self> {
        parse::datetime(text, &Zone::UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    #[test]
    fn instants_move_between_zones() {
        let check = |text: &str, zone: &str, moved: &str| {
            let moved_to = read(text).moved_to(&zone.parse().unwrap()).unwrap();
            assert_eq!(moved_to.to_string(), moved);
            assert_eq!(moved_to.epoch_nanoseconds(), read(text).epoch_nanoseconds());
        };
        check(
            "1984-10-11T12:31:14.645Z",
            "+05:00",
            "1984-10-11T17:31:14.645+05:00",
        );
        check(
            "1984-10-28T12:00:42+01:00[Europe/Stockholm]",
            "Pacific/Honolulu",
            "1984-10-28T01:00:42-10:00[Pacific/Honolulu]",
        );
        check("1984-10-11T23:00-02:00", "Z", "1984-10-12T01:00Z");
    }

    #[test]
    fn order_is_by_instant() {
        let all: Vec<DateTime> = [
            "0001-01-01T01:01:01.000000001-11:59",
            "1980-12-11T12:31:14-11:59",
            "1984-10-11T11:00-01:00",
            "1984-10-11T12:00Z",
            "1984-10-11T12:00Z[Etc/UTC]",
            "1984-10-11T13:00+01:00",
            "1984-10-11T12:31:14.645876123+00:17",
            "9999-09-09T09:59:59.999999999+11:59",
        ]
        .iter()
        .map(|text| read(text))
        .collect();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn seconds_pass_through_summer_time() {
        let before = read("2017-10-29T02:30+02:00[Europe/Stockholm]");
        let after = before.plus_seconds(3_600, 0).unwrap();
        assert_eq!(
            after.to_string(),
            "2017-10-29T02:30+01:00[Europe/Stockholm]"
        );
        assert!(before < after);
        assert_eq!(after.plus_seconds(-3_600, 0).unwrap(), before);
    }
}
