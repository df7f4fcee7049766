//! Temporal values: dates, times, date-times, durations.
//!
//! The calendar is proleptic Gregorian with years to +-999,999,999 and nanoseconds; zones come from the time zone
//! database. Knows nothing of functions or queries.

/// A calendar day, as days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    days: i64,
}

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

/// A day and a time of day, as seconds since 1970-01-01T00:00 and nanoseconds within the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDateTime {
    seconds: i64,
    nanoseconds: u32,
}

/// An instant with the zone it is shown in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateTime {
    local: LocalDateTime,
    offset_seconds: i32,
    zone: Option<std::sync::Arc<str>>,
}

/// Months, days, seconds and nanoseconds, each with its own sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    months: i64,
    days: i64,
    seconds: i64,
    nanoseconds: i32,
}
