//! Times of day, without and with an offset from UTC.
//!
//! In: hours, minutes, seconds, nanoseconds, an offset. Out: their parts, their text, their order. Knows nothing of
//! days or named zones.

use std::cmp::Ordering;
use std::fmt;

use super::date::check_range;
use super::{NANOS_PER_DAY, NANOS_PER_SECOND, parse, zone};
use crate::diagnostic::{Diagnostic, Result};

/// A time of day, as nanoseconds since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    nanoseconds: u64,
}

/// A time of day with its offset from UTC in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    local: LocalTime,
    offset_seconds: i32,
}

impl LocalTime {
    /// 00:00.
    pub const MIDNIGHT: Self = Self { nanoseconds: 0 };

    /// The time with these parts.
    pub fn new(hour: i64, minute: i64, second: i64, nanosecond: i64) -> Result<Self> {
        check_range("hour", hour, 0, 23)?;
        check_range("minute", minute, 0, 59)?;
        check_range("second", second, 0, 59)?;
        check_range("nanosecond", nanosecond, 0, NANOS_PER_SECOND - 1)?;
        let seconds = (hour * 60 + minute) * 60 + second;
        Ok(Self {
            nanoseconds: (seconds * NANOS_PER_SECOND + nanosecond) as u64,
        })
    }

    /// The time so many nanoseconds after midnight, if that is within a day.
    pub fn from_nanosecond_of_day(nanoseconds: i64) -> Option<Self> {
        (0..NANOS_PER_DAY).contains(&nanoseconds).then_some(Self {
            nanoseconds: nanoseconds as u64,
        })
    }

    /// The time so many nanoseconds after midnight, going round the clock.
    pub(super) fn wrapping(nanoseconds: i128) -> Self {
        Self {
            nanoseconds: nanoseconds.rem_euclid(i128::from(NANOS_PER_DAY)) as u64,
        }
    }

    /// Nanoseconds since midnight.
    pub fn nanosecond_of_day(self) -> i64 {
        self.nanoseconds as i64
    }
    /// Whole seconds since midnight.
    pub fn second_of_day(self) -> i64 {
        self.nanosecond_of_day() / NANOS_PER_SECOND
    }
    /// The hour, 0-23.
    pub fn hour(self) -> i64 {
        self.second_of_day() / 3_600
    }
    /// The minute of the hour, 0-59.
    pub fn minute(self) -> i64 {
        self.second_of_day() / 60 % 60
    }
    /// The second of the minute, 0-59.
    pub fn second(self) -> i64 {
        self.second_of_day() % 60
    }
    /// The nanosecond of the second, 0-999,999,999.
    pub fn nanosecond(self) -> i64 {
        self.nanosecond_of_day() % NANOS_PER_SECOND
    }

    /// This local time at an offset from UTC (within +-18 hours).
    pub(super) fn at_offset(self, offset_seconds: i32) -> Time {
        Time {
            local: self,
            offset_seconds,
        }
    }
}

impl Time {
    /// A local time at an offset from UTC of at most 18 hours.
    pub fn new(local: LocalTime, offset_seconds: i32) -> Result<Self> {
        zone::check_offset(i64::from(offset_seconds))?;
        Ok(local.at_offset(offset_seconds))
    }
    /// The time of day as shown.
    pub fn local(self) -> LocalTime {
        self.local
    }
    /// How far it is ahead of UTC, in seconds.
    pub fn offset_seconds(self) -> i32 {
        self.offset_seconds
    }
    /// The same moment of the day, shown at another offset.
    pub(super) fn moved_to(self, offset_seconds: i32) -> Self {
        let shift = i128::from(offset_seconds - self.offset_seconds);
        let nanoseconds =
            i128::from(self.local.nanosecond_of_day()) + shift * i128::from(NANOS_PER_SECOND);
        LocalTime::wrapping(nanoseconds).at_offset(offset_seconds)
    }
    /// Nanoseconds since midnight in UTC; not wrapped into one day, so that times have an order.
    fn utc_nanoseconds(self) -> i64 {
        self.local.nanosecond_of_day() - i64::from(self.offset_seconds) * NANOS_PER_SECOND
    }
}

impl Ord for Time {
    /// By moment; equal moments from west to east.
    fn cmp(&self, other: &Self) -> Ordering {
        (self.utc_nanoseconds(), self.offset_seconds)
            .cmp(&(other.utc_nanoseconds(), other.offset_seconds))
    }
}
impl PartialOrd for Time {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Writes `.` and the digits of a fraction of a second without its trailing zeros; nothing for zero.
pub(super) fn write_fraction(f: &mut fmt::Formatter<'_>, nanoseconds: u32) -> fmt::Result {
    if nanoseconds == 0 {
        return Ok(());
    }
    let digits = format!("{nanoseconds:09}");
    write!(f, ".{}", digits.trim_end_matches('0'))
}

impl fmt::Display for LocalTime {
    /// `12:31`, with seconds and a fraction only where they are not zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())?;
        if self
            .nanoseconds
            .is_multiple_of(60 * NANOS_PER_SECOND as u64)
        {
            return Ok(());
        }
        write!(f, ":{:02}", self.second())?;
        write_fraction(f, self.nanosecond() as u32)
    }
}

impl fmt::Display for Time {
    /// `12:31+01:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.local.fmt(f)?;
        zone::write_offset(f, self.offset_seconds)
    }
}

impl std::str::FromStr for LocalTime {
    type Err = Diagnostic;
    fn from_str(text: &str) -> Result<Self> {
        parse::local_time(text)
    }
}

impl Time {
    /// Reads a text; one without an offset is so many seconds ahead of UTC.
    pub(crate) fn parse_at(text: &str, offset_seconds: i32) -> Result<Self> {
        parse::time(text, Some(offset_seconds))
    }
}

impl std::str::FromStr for Time {
    type Err = Diagnostic;
    /// A text without an offset is in UTC.
    fn from_str(text: &str) -> Result<Self> {
        parse::time(text, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for text in [
            "00:00",
            "12:31",
            "12:31:14",
            "12:31:00.000000002",
            "12:31:14.645",
            "23:59:59.999999999",
        ] {
            assert_eq!(text.parse::<LocalTime>().unwrap().to_string(), text);
            for offset in ["Z", "+01:00", "-02:05:07", "+18:00"] {
                let text = format!("{text}{offset}");
                assert_eq!(text.parse::<Time>().unwrap().to_string(), text);
            }
        }
    }

    #[test]
    fn times_are_ordered_by_moment_then_west_to_east() {
        let times: Vec<Time> = [
            "12:35:15+05:00",
            "12:30:14.645876123+01:01",
            "12:31:14.645876123+01:00",
            "12:00-02:00",
            "14:00Z",
            "15:00+01:00",
            "10:35-08:00",
        ]
        .iter()
        .map(|text| text.parse().unwrap())
        .collect();
        assert!(times.is_sorted());
        assert_ne!(times[4], times[5]);
        assert_eq!(times[4].moved_to(3_600), times[5]);
    }
}
