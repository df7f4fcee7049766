//! Temporal values: dates, times, date-times, durations.
//!
//! In: texts, maps of components, other temporal values. Out: the six types with their calendar, their order, their
//! text and their arithmetic. The calendar is proleptic Gregorian with years to +-999,999,999 and nanoseconds; zones
//! come from the time zone database. Knows nothing of functions or queries.
//!
//! Equality is equality of what is shown: two date-times at the same instant in different zones are not equal, they
//! stand next to each other in the order (by instant, then from west to east, then by name of the zone). Durations
//! are equal when each of their parts is, and are ordered by their average length.

mod arithmetic;
mod between;
mod clock;
mod component;
mod date;
mod datetime;
mod duration;
mod duration_text;
mod exact;
mod fields;
mod local_datetime;
mod parse;
mod select;
mod time;
mod truncate;
mod zone;

pub use arithmetic::{add, divide, is_temporal, multiply, negate, subtract};
pub use between::{Measure, between};
pub use clock::{Clock, Moment};
pub use component::component;
pub use date::Date;
pub use datetime::DateTime;
pub use duration::Duration;
pub use local_datetime::LocalDateTime;
pub use select::{
    date_from, datetime_from, duration_from, localdatetime_from, localtime_from, time_from,
};
pub use time::{LocalTime, Time};
pub use truncate::{
    Unit, truncate_date, truncate_datetime, truncate_localdatetime, truncate_localtime,
    truncate_time,
};
pub use zone::Zone;

use std::sync::Arc;

use super::Value;
use crate::diagnostic::{Code, Diagnostic};

/// Seconds in a day of 24 hours.
pub(crate) const SECONDS_PER_DAY: i64 = 86_400;
/// Nanoseconds in a second.
pub(crate) const NANOS_PER_SECOND: i64 = 1_000_000_000;
/// Nanoseconds in a day of 24 hours.
pub(crate) const NANOS_PER_DAY: i64 = SECONDS_PER_DAY * NANOS_PER_SECOND;

/// The text or the components make no temporal value.
fn invalid(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::InvalidTemporalText, message)
}

/// The result leaves the range of its type.
fn out_of_range(what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NumberOutOfRange,
        format!("The result is out of the range of a {what}"),
    )
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}
impl From<LocalTime> for Value {
    fn from(value: LocalTime) -> Self {
        Self::LocalTime(value)
    }
}
impl From<Time> for Value {
    fn from(value: Time) -> Self {
        Self::Time(value)
    }
}
impl From<LocalDateTime> for Value {
    fn from(value: LocalDateTime) -> Self {
        Self::LocalDateTime(value)
    }
}
impl From<DateTime> for Value {
    fn from(value: DateTime) -> Self {
        Self::DateTime(Arc::new(value))
    }
}
impl From<Duration> for Value {
    fn from(value: Duration) -> Self {
        Self::Duration(Arc::new(value))
    }
}
