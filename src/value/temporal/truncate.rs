//! Cutting temporal values down to a unit.
//!
//! In: a unit, an instant, and components that are set after the cut. Out: the start of the unit the instant lies in.
//! A zone among the components replaces the zone and leaves the clock as it is. Knows nothing of functions.

use super::fields::Fields;
use super::fields::wrong_type;
use super::select::Parts;
use super::{Clock, Date, DateTime, LocalDateTime, LocalTime, Time, invalid};
use crate::diagnostic::{Diagnostic, Result};
use crate::value::{Map, Value};

/// A unit to cut down to, from the largest to the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the units")]
pub enum Unit {
    Millennium,
    Century,
    Decade,
    Year,
    WeekYear,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
}

impl Unit {
    /// The first day of the unit this day lies in; units within a day leave it as it is.
    fn cut_date(self, date: Date) -> Result<Date> {
        let years = |size: i64| Date::from_calendar(date.year().div_euclid(size) * size, 1, 1);
        match self {
            Self::Millennium => years(1_000),
            Self::Century => years(100),
            Self::Decade => years(10),
            Self::Year => years(1),
            Self::WeekYear => Date::from_week(date.week_year(), 1, 1),
            Self::Quarter => Date::from_quarter(date.year(), date.quarter(), 1),
            Self::Month => date.with_day(1),
            Self::Week => date.with_day_of_week(1),
            _ => Ok(date),
        }
    }

    /// The first time of the unit this time of day lies in; from days on that is midnight.
    fn cut_time(self, time: LocalTime) -> LocalTime {
        let size: i64 = match self {
            Self::Hour => 3_600_000_000_000,
            Self::Minute => 60_000_000_000,
            Self::Second => 1_000_000_000,
            Self::Millisecond => 1_000_000,
            Self::Microsecond => 1_000,
            _ => return LocalTime::MIDNIGHT,
        };
        LocalTime::wrapping(i128::from(time.nanosecond_of_day() / size * size))
    }

    /// The time cut to the unit with the components set. Parts of a second smaller than the unit count on from it.
    fn time_with(self, time: LocalTime, fields: &Fields) -> Result<LocalTime> {
        let cut = self.cut_time(time);
        let kept = cut.nanosecond();
        let keeps_within = match self {
            Self::Millisecond if fields.millisecond.is_none() => 1_000_000,
            Self::Microsecond if fields.millisecond.is_none() && fields.microsecond.is_none() => {
                1_000
            }
            _ => return fields.build_time(Some(cut)),
        };
        let Some(added) = fields.build_nanosecond()? else {
            return fields.build_time(Some(cut));
        };
        if added >= keeps_within {
            return Err(invalid("The part of a second does not fit into the unit"));
        }
        let whole = Fields {
            millisecond: None,
            microsecond: None,
            nanosecond: Some(kept + added),
            ..fields.clone()
        };
        whole.build_time(Some(cut))
    }
}

impl std::str::FromStr for Unit {
    type Err = Diagnostic;
    fn from_str(text: &str) -> Result<Self> {
        Ok(match text.to_ascii_lowercase().as_str() {
            "millennium" => Self::Millennium,
            "century" => Self::Century,
            "decade" => Self::Decade,
            "year" => Self::Year,
            "weekyear" => Self::WeekYear,
            "quarter" => Self::Quarter,
            "month" => Self::Month,
            "week" => Self::Week,
            "day" => Self::Day,
            "hour" => Self::Hour,
            "minute" => Self::Minute,
            "second" => Self::Second,
            "millisecond" => Self::Millisecond,
            "microsecond" => Self::Microsecond,
            _ => return Err(invalid(format!("'{text}' is not a unit of time"))),
        })
    }
}

/// Reads the components to set. `None` when one is null. Other temporal values cannot be selected here.
fn changes(map: &Map) -> Result<Option<Fields>> {
    let Some(fields) = Fields::read(map)? else {
        return Ok(None);
    };
    let selects = fields.date.is_some()
        || fields.time.is_some()
        || fields.datetime.is_some()
        || fields.has_epoch();
    Fields::refuse(selects, "a selected value", "cut value")?;
    Ok(Some(fields))
}

fn parts(value: &Value) -> Result<Parts> {
    Parts::of(value).ok_or_else(|| wrong_type("The argument", "a temporal value", value))
}

fn refuse_unit(refused: bool, unit: Unit, what: &str) -> Result<()> {
    if refused {
        return Err(invalid(format!("A {what} cannot be cut to {unit:?}")));
    }
    Ok(())
}

/// The day and the time of day, cut and changed. A value without a time of day can be cut to days and more.
fn cut(unit: Unit, value: &Value, parts: &Parts, fields: &Fields) -> Result<LocalDateTime> {
    let date = unit.cut_date(parts.need_date(value)?)?;
    let time = if unit <= Unit::Day {
        LocalTime::MIDNIGHT
    } else {
        parts.need_time(value)?
    };
    Ok(LocalDateTime::new(
        fields.build_date(Some(date))?,
        unit.time_with(time, fields)?,
    ))
}

/// `date.truncate`.
pub fn truncate_date(unit: Unit, value: &Value, map: &Map) -> Result<Value> {
    let Some(fields) = changes(map)? else {
        return Ok(Value::Null);
    };
    refuse_unit(unit > Unit::Day, unit, "date")?;
    let more = fields.has_time_parts() || fields.timezone.is_some();
    Fields::refuse(more, "parts of a time or a timezone", "date")?;
    let date = unit.cut_date(parts(value)?.need_date(value)?)?;
    Ok(fields.build_date(Some(date))?.into())
}

/// `localtime.truncate`.
pub fn truncate_localtime(unit: Unit, value: &Value, map: &Map) -> Result<Value> {
    let Some(fields) = changes(map)? else {
        return Ok(Value::Null);
    };
    Fields::refuse(fields.timezone.is_some(), "a timezone", "local time")?;
    Ok(cut_time(unit, value, &fields, "local time")?.into())
}

/// `time.truncate`.
pub fn truncate_time(unit: Unit, value: &Value, map: &Map, clock: &Clock) -> Result<Value> {
    let Some(fields) = changes(map)? else {
        return Ok(Value::Null);
    };
    let time = cut_time(unit, value, &fields, "time")?;
    let offset = match (&fields.timezone, parts(value)?.zone) {
        (Some(zone), _) => clock.offset_of(zone),
        (None, Some((_, offset))) => offset,
        (None, None) => clock.offset_of(clock.zone()),
    };
    Ok(Time::new(time, offset)?.into())
}

fn cut_time(unit: Unit, value: &Value, fields: &Fields, what: &str) -> Result<LocalTime> {
    refuse_unit(unit < Unit::Day, unit, what)?;
    Fields::refuse(fields.has_date_parts(), "parts of a date", what)?;
    unit.time_with(parts(value)?.need_time(value)?, fields)
}

/// `localdatetime.truncate`.
pub fn truncate_localdatetime(unit: Unit, value: &Value, map: &Map) -> Result<Value> {
    let Some(fields) = changes(map)? else {
        return Ok(Value::Null);
    };
    Fields::refuse(
        fields.timezone.is_some(),
        "a timezone",
        "local date with time",
    )?;
    Ok(cut(unit, value, &parts(value)?, &fields)?.into())
}

/// `datetime.truncate`.
pub fn truncate_datetime(unit: Unit, value: &Value, map: &Map, clock: &Clock) -> Result<Value> {
    let Some(fields) = changes(map)? else {
        return Ok(Value::Null);
    };
    let parts = parts(value)?;
    let local = cut(unit, value, &parts, &fields)?;
    let made = match (&fields.timezone, &parts.zone) {
        (Some(zone), _) => DateTime::new(local, zone)?,
        (None, Some((zone, offset))) => DateTime::preferring(local, zone, Some(*offset))?,
        (None, None) => DateTime::new(local, clock.zone())?,
    };
    Ok(made.into())
}
