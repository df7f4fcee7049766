//! A day and a time of day without a zone.
//!
//! In: a date and a local time. Out: one number line of seconds, so that steps over midnight are plain addition.
//! Knows nothing of zones.

use std::cmp::Ordering;
use std::fmt;

use super::{Date, LocalTime, NANOS_PER_SECOND, SECONDS_PER_DAY, out_of_range, parse};
use crate::diagnostic::{Diagnostic, Result};

/// A day and a time of day, as seconds since 1970-01-01T00:00 and nanoseconds within the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDateTime {
    seconds: i64,
    nanoseconds: u32,
}

impl LocalDateTime {
    /// 1970-01-01T00:00.
    pub(crate) const EPOCH: Self = Self {
        seconds: 0,
        nanoseconds: 0,
    };

    /// This time on this day.
    pub fn new(date: Date, time: LocalTime) -> Self {
        Self {
            seconds: date.epoch_days() * SECONDS_PER_DAY + time.second_of_day(),
            nanoseconds: time.nanosecond() as u32,
        }
    }

    /// So many seconds and nanoseconds after 1970-01-01T00:00, if that is in range. Nanoseconds are below 10^9.
    pub fn from_epoch(seconds: i64, nanoseconds: u32) -> Option<Self> {
        Date::from_epoch_days(seconds.div_euclid(SECONDS_PER_DAY))?;
        (i64::from(nanoseconds) < NANOS_PER_SECOND).then_some(Self {
            seconds,
            nanoseconds,
        })
    }

    /// Seconds since 1970-01-01T00:00.
    pub fn epoch_seconds(self) -> i64 {
        self.seconds
    }
    /// The nanosecond of the second, 0-999,999,999.
    pub fn nanosecond(self) -> u32 {
        self.nanoseconds
    }
    /// The day.
    pub fn date(self) -> Date {
        // The constructors keep the seconds within the range of a date.
        Date::from_epoch_days(self.seconds.div_euclid(SECONDS_PER_DAY)).unwrap_or(Date::MAX)
    }
    /// The time of the day.
    pub fn time(self) -> LocalTime {
        let second = self.seconds.rem_euclid(SECONDS_PER_DAY);
        LocalTime::wrapping(
            i128::from(second) * i128::from(NANOS_PER_SECOND) + i128::from(self.nanoseconds),
        )
    }

    /// Nanoseconds since 1970-01-01T00:00.
    pub(super) fn epoch_nanoseconds(self) -> i128 {
        i128::from(self.seconds) * i128::from(NANOS_PER_SECOND) + i128::from(self.nanoseconds)
    }

    /// The same time on another day.
    pub(super) fn with_date(self, date: Date) -> Self {
        Self::new(date, self.time())
    }

    /// So many seconds and nanoseconds later (or earlier).
    pub fn plus_seconds(self, seconds: i64, nanoseconds: i64) -> Result<Self> {
        let nanoseconds = nanoseconds.saturating_add(i64::from(self.nanoseconds));
        self.seconds
            .checked_add(seconds)
            .and_then(|sum| sum.checked_add(nanoseconds.div_euclid(NANOS_PER_SECOND)))
            .and_then(|sum| Self::from_epoch(sum, nanoseconds.rem_euclid(NANOS_PER_SECOND) as u32))
            .ok_or_else(|| out_of_range("date with time"))
    }

    /// Whole months from here to `end`, negative when `end` is earlier.
    pub(super) fn months_until(self, end: Self) -> i64 {
        self.date().months_until(self.last_full_day(end))
    }
    /// Whole days of the calendar from here to `end`, negative when `end` is earlier.
    pub(super) fn days_until(self, end: Self) -> i64 {
        self.last_full_day(end).epoch_days() - self.date().epoch_days()
    }

    /// The day of `end`, or the one before it (seen from here) when the time of day is not reached on it.
    fn last_full_day(self, end: Self) -> Date {
        let (from, to) = (self.date(), end.date());
        let step = match from.cmp(&to) {
            Ordering::Less if end.time() < self.time() => -1,
            Ordering::Greater if end.time() > self.time() => 1,
            _ => 0,
        };
        to.plus_days(step).unwrap_or(to)
    }
}

impl fmt::Display for LocalDateTime {
    /// `1984-10-11T12:31:14.645`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date(), self.time())
    }
}

impl std::str::FromStr for LocalDateTime {
    type Err = Diagnostic;
    fn from_str(text: &str) -> Result<Self> {
        parse::local_datetime(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps_over_midnight() {
        let check = |from: &str, seconds, nanoseconds, to: &str| {
            let from: LocalDateTime = from.parse().unwrap();
            assert_eq!(
                from.plus_seconds(seconds, nanoseconds).unwrap().to_string(),
                to
            );
        };
        check("1984-10-11T12:31", 86_400, 0, "1984-10-12T12:31");
        check("1969-12-31T23:59:59.999999999", 0, 1, "1970-01-01T00:00");
        check("1970-01-01T00:00", 0, -1, "1969-12-31T23:59:59.999999999");
        check("0000-01-01T00:00", -1, 0, "-0001-12-31T23:59:59");
    }

    proptest! {
        #[test]
        fn any_step_gives_a_value_or_an_error(start: i64, seconds: i64, nanoseconds: i64) {
            let start = LocalDateTime::from_epoch(start % 40_000_000_000_000_000, 5);
            if let Some(sum) = start.and_then(|start| start.plus_seconds(seconds, nanoseconds).ok()) {
                prop_assert_eq!(LocalDateTime::new(sum.date(), sum.time()), sum);
                prop_assert_eq!(sum.to_string().parse::<LocalDateTime>().unwrap(), sum);
            }
        }
    }
}
