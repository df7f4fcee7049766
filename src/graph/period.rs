//! When something holds: a period with bounds that may be missing or known only to the month or year.
//!
//! In: the values of `valid_from`, `valid_to` and their precisions. Out: whether it holds at an instant, or at some
//! instant of a span: yes, no, or not to be told. Knows nothing of where the values come from.

use crate::value::Value;
use crate::value::temporal::{Date, DateTime, LocalDateTime};

/// Names of the properties a period is read from, in the order [`Period::new`] takes their values.
pub const PERIOD_KEYS: [&str; 4] = [
    "valid_from",
    "valid_from_precision",
    "valid_to",
    "valid_to_precision",
];

/// Seconds in a day.
const DAY: i64 = 86_400;
/// The last nanosecond of a second.
const LAST_NANOSECOND: u32 = 999_999_999;

/// A point on the time line, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    seconds: i64,
    nanosecond: u32,
}

impl Instant {
    /// Before every instant.
    const NEVER_BEFORE: Self = Self {
        seconds: i64::MIN,
        nanosecond: 0,
    };
    /// After every instant.
    const NEVER_AFTER: Self = Self {
        seconds: i64::MAX,
        nanosecond: u32::MAX,
    };

    /// The first instant a value names: a date stands for its beginning. `None` for what is no date.
    pub fn first_of(value: &Value) -> Option<Self> {
        match value {
            Value::Date(date) => Some(Self::start_of(*date)),
            _ => Self::exact(value),
        }
    }

    /// The last instant a value names: a date stands for its end. `None` for what is no date.
    pub fn last_of(value: &Value) -> Option<Self> {
        match value {
            Value::Date(date) => Some(Self {
                seconds: date.epoch_days() * DAY + DAY - 1,
                nanosecond: LAST_NANOSECOND,
            }),
            _ => Self::exact(value),
        }
    }

    fn exact(value: &Value) -> Option<Self> {
        match value {
            Value::LocalDateTime(moment) => Some(Self {
                seconds: moment.epoch_seconds(),
                nanosecond: moment.nanosecond(),
            }),
            Value::DateTime(moment) => Some(Self {
                seconds: moment.epoch_seconds(),
                nanosecond: moment.local().nanosecond(),
            }),
            _ => None,
        }
    }

    fn start_of(date: Date) -> Self {
        Self {
            seconds: date.epoch_days() * DAY,
            nanosecond: 0,
        }
    }

    /// The day it falls on; the nearest day there is when it lies beyond all of them.
    pub(super) fn day(self) -> Date {
        Date::from_epoch_days(self.seconds.div_euclid(DAY)).unwrap_or(if self.seconds < 0 {
            Date::MIN
        } else {
            Date::MAX
        })
    }

    /// The last instant of the month or year that a value names, in the zone of the value; the only one it names for any
    /// other precision. `None` for what is no date.
    fn end_of(value: &Value, precision: &Value) -> Option<Self> {
        let exact = Self::first_of(value)?;
        let Value::String(precision) = precision else {
            return Some(exact);
        };
        let (date, zone) = match value {
            Value::Date(date) => (*date, None),
            Value::LocalDateTime(moment) => (moment.date(), None),
            Value::DateTime(moment) => (moment.local().date(), Some(moment.zone())),
            _ => return None,
        };
        let (year, month, _) = date.calendar();
        let next = match precision.as_ref() {
            "month" if month < 12 => (year, month + 1),
            "month" | "year" => (year + 1, 1),
            _ => return Some(exact),
        };
        let next = Date::from_calendar(next.0, next.1, 1).ok();
        let seconds = next.and_then(|next| {
            let midnight = next.epoch_days() * DAY;
            let Some(zone) = zone else {
                return Some(midnight);
            };
            let local = LocalDateTime::from_epoch(midnight, 0)?;
            let moment = DateTime::new(local, &zone).ok()?;
            Some(moment.epoch_seconds())
        });
        // Else the month is the last one there is.
        Some(seconds.map_or(Self::NEVER_AFTER, |seconds| Self {
            seconds: seconds - 1,
            nanosecond: LAST_NANOSECOND,
        }))
    }
}

/// A period, half-open: from an instant on, until just before another. Each bound lies somewhere between its earliest
/// and its latest reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    from: (Instant, Instant),
    to: (Instant, Instant),
}

impl Period {
    /// The period these values of [`PERIOD_KEYS`] describe. What is missing or no date is no limit.
    pub fn new([from, from_precision, to, to_precision]: [&Value; 4]) -> Self {
        let bound = |value: &Value, precision: &Value, missing: Instant| {
            let readings = Instant::first_of(value).zip(Instant::end_of(value, precision));
            readings.unwrap_or((missing, missing))
        };
        Self {
            from: bound(from, from_precision, Instant::NEVER_BEFORE),
            to: bound(to, to_precision, Instant::NEVER_AFTER),
        }
    }

    /// Does it hold at this instant? `None` when that depends on how its bounds are read.
    pub fn holds_at(&self, at: Instant) -> Option<bool> {
        if !(self.from.0 <= at && at < self.to.1) {
            Some(false)
        } else if self.from.1 <= at && at < self.to.0 {
            Some(true)
        } else {
            None
        }
    }

    /// Does it hold at some instant from `from` on and before `to`? A missing end is no limit; `None` when the answer
    /// depends on how its bounds are read.
    pub fn holds_within(&self, from: Option<Instant>, to: Option<Instant>) -> Option<bool> {
        let from = from.unwrap_or(Instant::NEVER_BEFORE);
        let to = to.unwrap_or(Instant::NEVER_AFTER);
        if self.from.0.max(from) >= self.to.1.min(to) {
            Some(false)
        } else if self.from.1.max(from) < self.to.0.min(to) {
            Some(true)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Instant, Period};
    use crate::value::Value;
    use crate::value::temporal::{Date, DateTime};

    fn day(text: &str) -> Value {
        if text.is_empty() {
            return Value::Null;
        }
        let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
        Date::from_calendar(parts[0], parts[1], parts[2])
            .unwrap()
            .into()
    }

    fn precision(text: &str) -> Value {
        if text.is_empty() {
            Value::Null
        } else {
            text.into()
        }
    }

    fn period(bounds: [&str; 4]) -> Period {
        let [from, from_precision, to, to_precision] = bounds;
        Period::new([
            &day(from),
            &precision(from_precision),
            &day(to),
            &precision(to_precision),
        ])
    }

    fn check(bounds: [&str; 4], at: &str, expected: Option<bool>) {
        let at = Instant::last_of(&day(at)).unwrap();
        assert_eq!(period(bounds).holds_at(at), expected, "{bounds:?}");
    }

    #[test]
    fn at_an_instant() {
        check(["", "", "", ""], "2021-07-04", Some(true));
        check(["2021-07-04", "", "", ""], "2021-07-04", Some(true));
        check(["2021-07-04", "", "", ""], "2021-07-03", Some(false));
        check(["", "", "2021-07-04", ""], "2021-07-03", Some(true));
        check(["", "", "2021-07-04", ""], "2021-07-04", Some(false));
        check(
            ["2021-07-04", "", "2021-07-04", ""],
            "2021-07-04",
            Some(false),
        );
        check(
            ["2021-07-05", "", "2021-07-04", ""],
            "2021-07-04",
            Some(false),
        );
    }

    #[test]
    fn with_precision() {
        let april = ["2020-04-01", "month", "", ""];
        check(april, "2020-03-31", Some(false));
        check(april, "2020-04-15", None);
        check(april, "2020-05-01", Some(true));
        let year = ["", "", "2020-01-01", "year"];
        check(year, "2019-12-31", Some(true));
        check(year, "2020-06-01", None);
        check(year, "2020-12-31", Some(false));
        check(["2020-12-01", "month", "", ""], "2021-01-01", Some(true));
        check(["2020-04-01", "century", "", ""], "2020-04-01", Some(true));
    }

    #[test]
    fn with_precision_in_a_zone() {
        let check = |from: &str, at: &str, expected| {
            let from = from.parse::<DateTime>().unwrap();
            let bounds = [&from.into(), &"month".into(), &Value::Null, &Value::Null];
            let at = at.parse::<DateTime>().unwrap();
            let at = Instant::last_of(&at.into()).unwrap();
            assert_eq!(Period::new(bounds).holds_at(at), expected, "{at:?}");
        };
        let east = "2020-04-01T00:00+02:00";
        check(east, "2020-03-31T21:59Z", Some(false));
        check(east, "2020-03-31T22:00Z", None);
        check(east, "2020-04-10T00:00Z", None);
        check(east, "2020-04-30T21:59Z", None);
        check(east, "2020-04-30T22:00Z", Some(true));
        // The zone has another offset at the end of the month than at its beginning.
        let spring = "2021-03-01T00:00+01:00[Europe/Berlin]";
        check(spring, "2021-03-31T21:59Z", None);
        check(spring, "2021-03-31T22:00Z", Some(true));
        check("2020-12-01T00:00-05:00", "2021-01-01T04:59Z", None);
        check("2020-12-01T00:00-05:00", "2021-01-01T05:00Z", Some(true));
    }

    #[test]
    fn within_a_span() {
        let check = |bounds, from: &str, to: &str, expected| {
            let (from, to) = (day(from), day(to));
            let found =
                period(bounds).holds_within(Instant::first_of(&from), Instant::first_of(&to));
            assert_eq!(found, expected, "{bounds:?} {from:?} {to:?}");
        };
        let week = ["2021-07-01", "", "2021-07-08", ""];
        check(week, "2021-07-08", "", Some(false));
        check(week, "2021-07-07", "", Some(true));
        check(week, "", "2021-07-01", Some(false));
        check(week, "", "", Some(true));
        check(week, "2021-07-03", "2021-07-03", Some(false));
        check(["2021-07-05", "", "2021-07-04", ""], "", "", Some(false));
        check(["2021-07-01", "month", "", ""], "", "2021-07-10", None);
        check(
            ["2021-07-01", "month", "", ""],
            "",
            "2021-08-10",
            Some(true),
        );
    }
}
