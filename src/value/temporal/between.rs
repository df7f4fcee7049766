//! The duration between two instants of any types.
//!
//! In: two instants. What one of them lacks it takes from the other: its day, its zone; a missing time of day is
//! midnight. Out: months and days of the calendar, then time as it passed (23 or 25 hours where summer time changes).
//! Knows nothing of functions.

use super::fields::wrong_type;
use super::select::Parts;
use super::{Date, DateTime, Duration, LocalDateTime, LocalTime, Zone};
use crate::diagnostic::Result;
use crate::value::Value;

/// The units a difference is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Whole months, then whole days, then seconds.
    Mixed,
    /// Whole months alone.
    Months,
    /// Whole days alone.
    Days,
    /// Seconds alone.
    Seconds,
}

/// The duration from one instant to another; null when one of them is null.
pub fn between(measure: Measure, from: &Value, to: &Value) -> Result<Value> {
    if from.is_null() || to.is_null() {
        return Ok(Value::Null);
    }
    let parts = |value: &Value| {
        Parts::of(value).ok_or_else(|| wrong_type("The argument", "a temporal instant", value))
    };
    let (first, second) = (parts(from)?, parts(to)?);
    // Without a day on both sides there are no months and days to count.
    let measure = match measure {
        Measure::Mixed if first.date.is_none() || second.date.is_none() => Measure::Seconds,
        other => other,
    };
    let day = first.date.or(second.date).unwrap_or(Date::YEAR_ZERO);
    let start = completed(&first, second.date.unwrap_or(day));
    let end = completed(&second, day);
    let duration = match (zoned(start, &first, &second)?, zoned(end, &second, &first)?) {
        (Some(start), Some(end)) => {
            let end = end.moved_to(&start.zone())?;
            zoned_between(measure, &start, &end)?
        }
        _ => local_between(measure, start, end)?,
    };
    Ok(duration.into())
}

fn completed(parts: &Parts, day: Date) -> LocalDateTime {
    LocalDateTime::new(
        parts.date.unwrap_or(day),
        parts.time.unwrap_or(LocalTime::MIDNIGHT),
    )
}

/// The local date and time in its own zone or else in the other one's, if there is any.
fn zoned(local: LocalDateTime, own: &Parts, other: &Parts) -> Result<Option<DateTime>> {
    let at = |(zone, offset): &(Zone, i32)| DateTime::preferring(local, zone, Some(*offset));
    match (&own.zone, &other.zone) {
        (Some(own), _) => at(own).map(Some),
        (None, Some((zone, _))) => DateTime::new(local, zone).map(Some),
        (None, None) => Ok(None),
    }
}

fn local_between(measure: Measure, from: LocalDateTime, to: LocalDateTime) -> Result<Duration> {
    match measure {
        Measure::Months => Duration::new(from.months_until(to), 0, 0, 0),
        Measure::Days => Duration::new(0, from.days_until(to), 0, 0),
        Measure::Seconds => {
            Duration::from_nanoseconds(0, 0, to.epoch_nanoseconds() - from.epoch_nanoseconds())
        }
        Measure::Mixed => {
            let months = from.months_until(to);
            let from = from.with_date(from.date().plus_months(months)?);
            let days = from.days_until(to);
            let from = from.with_date(from.date().plus_days(days)?);
            let rest = to.epoch_nanoseconds() - from.epoch_nanoseconds();
            Duration::from_nanoseconds(months, days, rest)
        }
    }
}

/// Both are in the same zone here.
fn zoned_between(measure: Measure, from: &DateTime, to: &DateTime) -> Result<Duration> {
    match measure {
        Measure::Months | Measure::Days => local_between(measure, from.local(), to.local()),
        Measure::Seconds => {
            Duration::from_nanoseconds(0, 0, to.epoch_nanoseconds() - from.epoch_nanoseconds())
        }
        Measure::Mixed => {
            let months = from.local().months_until(to.local());
            let from = from.with_date(from.local().date().plus_months(months)?)?;
            let days = from.local().days_until(to.local());
            let from = from.with_date(from.local().date().plus_days(days)?)?;
            let rest = to.epoch_nanoseconds() - from.epoch_nanoseconds();
            Duration::from_nanoseconds(months, days, rest)
        }
    }
}
