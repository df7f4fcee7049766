//! The code of the temporal functions.
//!
//! In: the arguments as written, and the clock of the statement. Out: a temporal value, or null if an argument is
//! null. Knows nothing of names: `table` declares which function is called what.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::temporal::{
    self, Clock, DateTime, Measure, Moment, Unit, Zone, date_from, datetime_from, duration_from,
    localdatetime_from, localtime_from, time_from,
};
use crate::value::{Map, Value};

/// `date([value])`.
pub fn date(args: &[Value], clock: &Clock) -> Result<Value> {
    make(args, clock, date_from, |now| now.local().date().into())
}
/// `localtime([value])`.
pub fn localtime(args: &[Value], clock: &Clock) -> Result<Value> {
    make(args, clock, localtime_from, |now| now.local().time().into())
}
/// `time([value])`.
pub fn time(args: &[Value], clock: &Clock) -> Result<Value> {
    make(args, clock, time_from, |now| now.time().into())
}
/// `localdatetime([value])`.
pub fn localdatetime(args: &[Value], clock: &Clock) -> Result<Value> {
    make(args, clock, localdatetime_from, |now| now.local().into())
}
/// `datetime([value])`.
pub fn datetime(args: &[Value], clock: &Clock) -> Result<Value> {
    make(args, clock, datetime_from, Value::from)
}

/// Without an argument the start of the statement, else what the argument stands for.
fn make(
    args: &[Value],
    clock: &Clock,
    from: fn(&Value, &Clock) -> Result<Value>,
    now: fn(DateTime) -> Value,
) -> Result<Value> {
    match args {
        [] => Ok(now(clock.read(Moment::Statement, None)?)),
        [value] => from(value, clock),
        _ => Err(wrong_count(args)),
    }
}

/// `date.transaction([timezone])` and so on.
pub fn date_at(moment: Moment, args: &[Value], clock: &Clock) -> Result<Value> {
    at(moment, args, clock, |now| now.local().date().into())
}
/// `localtime.transaction([timezone])` and so on.
pub fn localtime_at(moment: Moment, args: &[Value], clock: &Clock) -> Result<Value> {
    at(moment, args, clock, |now| now.local().time().into())
}
/// `time.transaction([timezone])` and so on.
pub fn time_at(moment: Moment, args: &[Value], clock: &Clock) -> Result<Value> {
    at(moment, args, clock, |now| now.time().into())
}
/// `localdatetime.transaction([timezone])` and so on.
pub fn localdatetime_at(moment: Moment, args: &[Value], clock: &Clock) -> Result<Value> {
    at(moment, args, clock, |now| now.local().into())
}
/// `datetime.transaction([timezone])` and so on.
pub fn datetime_at(moment: Moment, args: &[Value], clock: &Clock) -> Result<Value> {
    at(moment, args, clock, Value::from)
}

/// An instant of the clock, in the zone the argument names: a text, or a map with `timezone` alone.
fn at(
    moment: Moment,
    args: &[Value],
    clock: &Clock,
    shown: fn(DateTime) -> Value,
) -> Result<Value> {
    let named = match args {
        [] => None,
        [Value::Map(map)] if map.len() == 1 => map.get("timezone"),
        [value] => Some(value),
        _ => return Err(wrong_count(args)),
    };
    let zone: Option<Zone> = match named {
        None => None,
        Some(Value::Null) => return Ok(Value::Null),
        Some(Value::String(name)) => Some(name.parse()?),
        Some(other) => return Err(wrong_type("The timezone", "a string", other)),
    };
    Ok(shown(clock.read(moment, zone.as_ref())?))
}

/// `date.truncate(unit, [value], [fields])`.
pub fn truncate_date(args: &[Value], clock: &Clock) -> Result<Value> {
    truncate(args, clock, |unit, value, fields| {
        temporal::truncate_date(unit, value, fields)
    })
}
/// `localtime.truncate(unit, [value], [fields])`.
pub fn truncate_localtime(args: &[Value], clock: &Clock) -> Result<Value> {
    truncate(args, clock, |unit, value, fields| {
        temporal::truncate_localtime(unit, value, fields)
    })
}
/// `time.truncate(unit, [value], [fields])`.
pub fn truncate_time(args: &[Value], clock: &Clock) -> Result<Value> {
    truncate(args, clock, |unit, value, fields| {
        temporal::truncate_time(unit, value, fields, clock)
    })
}
/// `localdatetime.truncate(unit, [value], [fields])`.
pub fn truncate_localdatetime(args: &[Value], clock: &Clock) -> Result<Value> {
    truncate(args, clock, |unit, value, fields| {
        temporal::truncate_localdatetime(unit, value, fields)
    })
}
/// `datetime.truncate(unit, [value], [fields])`.
pub fn truncate_datetime(args: &[Value], clock: &Clock) -> Result<Value> {
    truncate(args, clock, |unit, value, fields| {
        temporal::truncate_datetime(unit, value, fields, clock)
    })
}

/// Without a value, the start of the statement is cut.
fn truncate(
    args: &[Value],
    clock: &Clock,
    cut: impl FnOnce(Unit, &Value, &Map) -> Result<Value>,
) -> Result<Value> {
    if args.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let unit: Unit = match args.first() {
        Some(Value::String(unit)) => unit.parse()?,
        Some(other) => return Err(wrong_type("The unit", "a string", other)),
        None => return Err(wrong_count(args)),
    };
    let none = Map::new();
    let fields = match args.get(2) {
        None => &none,
        Some(Value::Map(fields)) => fields,
        Some(other) => return Err(wrong_type("The components", "a map", other)),
    };
    match args.get(1) {
        None => cut(unit, &clock.read(Moment::Statement, None)?.into(), fields),
        Some(value) if args.len() <= 3 => cut(unit, value, fields),
        Some(_) => Err(wrong_count(args)),
    }
}

/// `datetime.fromepoch(seconds, nanoseconds)`.
pub fn from_epoch(args: &[Value]) -> Result<Value> {
    match args {
        [Value::Null, _] | [_, Value::Null] => Ok(Value::Null),
        [seconds, nanoseconds] => {
            let (seconds, nanoseconds) = (integer(seconds)?, integer(nanoseconds)?);
            let carried = seconds.checked_add(nanoseconds.div_euclid(1_000_000_000));
            instant(carried, nanoseconds.rem_euclid(1_000_000_000))
        }
        _ => Err(wrong_count(args)),
    }
}

/// `datetime.fromepochmillis(milliseconds)`.
pub fn from_epoch_millis(args: &[Value]) -> Result<Value> {
    match args {
        [Value::Null] => Ok(Value::Null),
        [milliseconds] => {
            let milliseconds = integer(milliseconds)?;
            instant(
                Some(milliseconds.div_euclid(1_000)),
                milliseconds.rem_euclid(1_000) * 1_000_000,
            )
        }
        _ => Err(wrong_count(args)),
    }
}

fn instant(seconds: Option<i64>, nanoseconds: i64) -> Result<Value> {
    let seconds = seconds.ok_or_else(|| {
        Diagnostic::new(
            Code::NumberOutOfRange,
            "The instant is out of the range of a date with time",
        )
    })?;
    Ok(DateTime::from_epoch(seconds, nanoseconds as u32, &Zone::UTC)?.into())
}

fn integer(value: &Value) -> Result<i64> {
    match value {
        Value::Integer(number) => Ok(*number),
        other => Err(wrong_type("The argument", "an integer", other)),
    }
}

/// `duration(value)`.
pub fn duration(args: &[Value]) -> Result<Value> {
    match args {
        [value] => duration_from(value),
        _ => Err(wrong_count(args)),
    }
}

/// `duration.between(from, to)` and its kin.
pub fn between(measure: Measure, args: &[Value]) -> Result<Value> {
    match args {
        [from, to] => temporal::between(measure, from, to),
        _ => Err(wrong_count(args)),
    }
}

fn wrong_type(what: &str, wanted: &str, found: &Value) -> Diagnostic {
    Diagnostic::new(
        Code::RuntimeInvalidArgumentType,
        format!("{what} must be {wanted}, but is of type {}", found.kind()),
    )
}

/// The checker counts arguments; a caller from Rust may still miscount.
fn wrong_count(args: &[Value]) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidArgumentValue,
        format!("The function does not take {} arguments", args.len()),
    )
}
