//! Property values as bytes: a tag, then the content.
//!
//! In: values that may be stored, or bytes. Out: the other. Only simple values and lists of them exist here, so that
//! nothing nests. Knows nothing of where values stand.

use std::sync::Arc;

use super::bytes::{Broken, Decoded, Decoder, Put, broken};
use crate::value::Value;
use crate::value::temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, Zone};

/// Writes a value that may be stored.
pub(super) fn put_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Boolean(false) => out.put_u8(1),
        Value::Boolean(true) => out.put_u8(2),
        Value::Integer(integer) => {
            out.put_u8(3);
            out.put_i64(*integer);
        }
        Value::Float(float) => {
            out.put_u8(4);
            out.put_u64(float.to_bits());
        }
        Value::String(text) => {
            out.put_u8(5);
            out.put_text(text);
        }
        Value::List(items) => {
            out.put_u8(6);
            out.put_u32(items.len() as u32);
            items.iter().for_each(|item| put_value(out, item));
        }
        Value::Date(date) => {
            out.put_u8(7);
            put_date(out, *date);
        }
        Value::LocalTime(time) => {
            out.put_u8(8);
            put_local_time(out, *time);
        }
        Value::Time(time) => {
            out.put_u8(9);
            put_time(out, *time);
        }
        Value::LocalDateTime(time) => {
            out.put_u8(10);
            put_local_datetime(out, *time);
        }
        Value::DateTime(time) => {
            out.put_u8(11);
            put_local_datetime(out, time.local());
            out.put_i32(time.offset_seconds());
            match time.zone() {
                Zone::Offset(_) => out.put_text(""),
                Zone::Named(name) => out.put_text(&name),
            }
        }
        Value::Duration(duration) => {
            out.put_u8(12);
            out.put_i64(duration.months());
            out.put_i64(duration.days());
            out.put_i64(duration.seconds());
            out.put_i32(duration.nanoseconds());
        }
        // `null` stands in lists; what cannot be stored never comes here.
        Value::Null | Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) => {
            out.put_u8(0);
        }
    }
}

/// Reads a value; a list only where `nested` is false.
fn value(from: &mut Decoder<'_>, nested: bool) -> Decoded<Value> {
    Ok(match from.u8()? {
        0 => Value::Null,
        1 => Value::Boolean(false),
        2 => Value::Boolean(true),
        3 => Value::Integer(from.i64()?),
        4 => Value::Float(f64::from_bits(from.u64()?)),
        5 => Value::String(from.text()?.into()),
        6 if !nested => {
            let count = from.count(1)?;
            let mut items = Vec::with_capacity(count);
            for _ in 0..count {
                items.push(value(from, true)?);
            }
            Value::list(items)
        }
        7 => Value::Date(date(from)?),
        8 => Value::LocalTime(local_time(from)?),
        9 => Value::Time(time(from)?),
        10 => Value::LocalDateTime(local_datetime(from)?),
        11 => {
            let local = local_datetime(from)?;
            let offset = from.i32()?;
            let zone = match from.text()? {
                "" => Zone::Offset(offset),
                name => Zone::Named(name.into()),
            };
            Value::DateTime(Arc::new(
                DateTime::with_offset(local, offset, &zone).map_err(temporal)?,
            ))
        }
        12 => {
            let (months, days, seconds) = (from.i64()?, from.i64()?, from.i64()?);
            let nanoseconds = i64::from(from.i32()?);
            Duration::new(months, days, seconds, nanoseconds)
                .map_err(temporal)?
                .into()
        }
        tag => return broken(format!("there is no kind of value {tag}")),
    })
}

/// Reads a value.
pub(super) fn read_value(from: &mut Decoder<'_>) -> Decoded<Value> {
    value(from, false)
}

pub(super) fn put_date(out: &mut Vec<u8>, date: Date) {
    out.put_i64(date.epoch_days());
}

pub(super) fn date(from: &mut Decoder<'_>) -> Decoded<Date> {
    Date::from_epoch_days(from.i64()?).ok_or_else(out_of_range)
}

pub(super) fn put_local_time(out: &mut Vec<u8>, time: LocalTime) {
    out.put_i64(time.nanosecond_of_day());
}

pub(super) fn local_time(from: &mut Decoder<'_>) -> Decoded<LocalTime> {
    LocalTime::from_nanosecond_of_day(from.i64()?).ok_or_else(out_of_range)
}

pub(super) fn put_time(out: &mut Vec<u8>, time: Time) {
    put_local_time(out, time.local());
    out.put_i32(time.offset_seconds());
}

pub(super) fn time(from: &mut Decoder<'_>) -> Decoded<Time> {
    let local = local_time(from)?;
    Time::new(local, from.i32()?).map_err(temporal)
}

pub(super) fn put_local_datetime(out: &mut Vec<u8>, time: LocalDateTime) {
    out.put_i64(time.epoch_seconds());
    out.put_u32(time.nanosecond());
}

pub(super) fn local_datetime(from: &mut Decoder<'_>) -> Decoded<LocalDateTime> {
    LocalDateTime::from_epoch(from.i64()?, from.u32()?).ok_or_else(out_of_range)
}

fn out_of_range() -> Broken {
    Broken("a date or time is out of range".into())
}

fn temporal(problem: crate::diagnostic::Diagnostic) -> Broken {
    Broken(problem.message().to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::{put_value, read_value};
    use crate::graph::durable::bytes::Decoder;
    use crate::value::Value;
    use crate::value::temporal::{DateTime, LocalDateTime, Zone};

    fn check(value: &Value) {
        let mut bytes = Vec::new();
        put_value(&mut bytes, value);
        let mut decoder = Decoder::new(&bytes);
        let found = read_value(&mut decoder).unwrap();
        assert_eq!(format!("{found:?}"), format!("{value:?}"));
        assert_eq!(decoder.end(), Ok(()));
        for end in 0..bytes.len() {
            assert!(read_value(&mut Decoder::new(&bytes[..end])).is_err());
        }
    }

    #[test]
    fn every_kind_comes_back() {
        let texts = ["", "x", "naïve ☃", &"long".repeat(500)];
        for text in texts {
            check(&Value::from(text));
        }
        for value in [
            true.into(),
            false.into(),
            Value::Integer(i64::MIN),
            Value::Float(f64::NEG_INFINITY),
            Value::Float(-0.0),
            Value::Float(f64::NAN),
            Value::list(vec![Value::Null, 1.into(), "x".into(), 2.5.into()]),
            Value::list(vec![]),
            Value::Date("2021-07-04".parse().unwrap()),
            Value::Date("-999999999-01-01".parse().unwrap()),
            Value::LocalTime("23:59:59.999999999".parse().unwrap()),
            Value::Time("12:31:14.645876123+01:00".parse().unwrap()),
            Value::LocalDateTime("1984-10-11T12:31:14".parse().unwrap()),
            "P12Y5M14DT16H13M10.5S"
                .parse::<crate::value::temporal::Duration>()
                .unwrap()
                .into(),
        ] {
            check(&value);
        }
        let local: LocalDateTime = "2021-07-04T08:00".parse().unwrap();
        for zone in ["+01:00", "Europe/Stockholm"] {
            let zone: Zone = zone.parse().unwrap();
            check(&DateTime::new(local, &zone).unwrap().into());
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = read_value(&mut Decoder::new(&bytes));
        }
    }

    #[test]
    fn lists_do_not_nest() {
        let bytes = [6, 1, 0, 0, 0, 6, 0, 0, 0, 0];
        assert!(read_value(&mut Decoder::new(&bytes)).is_err());
    }
}
