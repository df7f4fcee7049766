//! Components of temporal values: `d.year`, `t.offset`, `x.minutesOfHour`.
//!
//! In: a temporal value and the name of a component. Out: its value. Knows nothing of maps and nodes, which have
//! properties of their own.

use super::{Date, DateTime, Duration, LocalTime, Zone, out_of_range};
use crate::diagnostic::Result;
use crate::value::Value;

/// The component with this name; `None` when the value is not temporal or has no such component.
pub fn component(value: &Value, name: &str) -> Result<Option<Value>> {
    Ok(match value {
        Value::Date(date) => of_date(*date, name).map(Value::Integer),
        Value::LocalTime(time) => of_time(*time, name).map(Value::Integer),
        Value::Time(time) => of_time(time.local(), name).map(Value::Integer).or_else(|| {
            let offset = time.offset_seconds();
            of_zone(&Zone::Offset(offset), offset, name)
        }),
        Value::LocalDateTime(local) => of_date(local.date(), name)
            .or_else(|| of_time(local.time(), name))
            .map(Value::Integer),
        Value::DateTime(instant) => of_datetime(instant, name)?,
        Value::Duration(duration) => of_duration(**duration, name)?.map(Value::Integer),
        _ => None,
    })
}

fn of_date(date: Date, name: &str) -> Option<i64> {
    Some(match name {
        "year" => date.year(),
        "quarter" => date.quarter(),
        "month" => date.month(),
        "week" => date.week(),
        "weekYear" => date.week_year(),
        "day" => date.day(),
        "ordinalDay" => date.ordinal_day(),
        "dayOfQuarter" | "quarterDay" => date.day_of_quarter(),
        "weekDay" | "dayOfWeek" => date.day_of_week(),
        _ => return None,
    })
}

fn of_time(time: LocalTime, name: &str) -> Option<i64> {
    Some(match name {
        "hour" => time.hour(),
        "minute" => time.minute(),
        "second" => time.second(),
        "millisecond" => time.nanosecond() / 1_000_000,
        "microsecond" => time.nanosecond() / 1_000,
        "nanosecond" => time.nanosecond(),
        _ => return None,
    })
}

fn of_zone(zone: &Zone, offset_seconds: i32, name: &str) -> Option<Value> {
    Some(match name {
        "timezone" => Value::string(zone.to_string()),
        "offset" => Value::string(Zone::Offset(offset_seconds).to_string()),
        "offsetMinutes" => Value::Integer(i64::from(offset_seconds / 60)),
        "offsetSeconds" => Value::Integer(i64::from(offset_seconds)),
        _ => return None,
    })
}

fn of_datetime(instant: &DateTime, name: &str) -> Result<Option<Value>> {
    let local = instant.local();
    let number = match name {
        "epochSeconds" => Some(instant.epoch_seconds()),
        // The farthest years have more milliseconds than an integer holds.
        "epochMillis" => Some(
            instant
                .epoch_seconds()
                .checked_mul(1_000)
                .and_then(|whole| whole.checked_add(i64::from(local.nanosecond() / 1_000_000)))
                .ok_or_else(|| out_of_range("64-bit integer"))?,
        ),
        _ => of_date(local.date(), name).or_else(|| of_time(local.time(), name)),
    };
    Ok(number
        .map(Value::Integer)
        .or_else(|| of_zone(&instant.zone(), instant.offset_seconds(), name)))
}

fn of_duration(duration: Duration, name: &str) -> Result<Option<i64>> {
    let (months, days, seconds) = (duration.months(), duration.days(), duration.seconds());
    let within_second = i64::from(duration.nanoseconds());
    let total = |per_second: i64| {
        seconds
            .checked_mul(per_second)
            .and_then(|whole| whole.checked_add(within_second / (1_000_000_000 / per_second)))
            .ok_or_else(|| out_of_range("64-bit integer"))
    };
    Ok(Some(match name {
        "years" => months / 12,
        "quarters" => months / 3,
        "months" => months,
        "weeks" => days / 7,
        "days" => days,
        "hours" => seconds / 3_600,
        "minutes" => seconds / 60,
        "seconds" => seconds,
        "milliseconds" => total(1_000)?,
        "microseconds" => total(1_000_000)?,
        "nanoseconds" => total(1_000_000_000)?,
        "quartersOfYear" => months / 3 % 4,
        "monthsOfYear" => months % 12,
        "monthsOfQuarter" => months % 3,
        "daysOfWeek" => days % 7,
        "minutesOfHour" => seconds / 60 % 60,
        "secondsOfMinute" => seconds % 60,
        "millisecondsOfSecond" => within_second / 1_000_000,
        "microsecondsOfSecond" => within_second / 1_000,
        "nanosecondsOfSecond" => within_second,
        _ => return Ok(None),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: impl Into<Value>, expected: &[(&str, &str)]) {
        let value = value.into();
        for (name, shown) in expected {
            let found = match component(&value, name).unwrap() {
                Some(Value::Integer(number)) => number.to_string(),
                Some(Value::String(text)) => text.to_string(),
                other => panic!("{name}: {other:?}"),
            };
            assert_eq!(found, *shown, "{name}");
        }
        assert!(component(&value, "nothing").unwrap().is_none());
    }

    #[test]
    fn components_of_instants() {
        check(
            "1984-11-11T12:31:14.645876123+01:00[Europe/Stockholm]"
                .parse::<DateTime>()
                .unwrap(),
            &[
                ("year", "1984"),
                ("quarter", "4"),
                ("month", "11"),
                ("week", "45"),
                ("weekYear", "1984"),
                ("day", "11"),
                ("ordinalDay", "316"),
                ("weekDay", "7"),
                ("dayOfQuarter", "42"),
                ("hour", "12"),
                ("minute", "31"),
                ("second", "14"),
                ("millisecond", "645"),
                ("microsecond", "645876"),
                ("nanosecond", "645876123"),
                ("timezone", "Europe/Stockholm"),
                ("offset", "+01:00"),
                ("offsetMinutes", "60"),
                ("offsetSeconds", "3600"),
                ("epochSeconds", "469020674"),
                ("epochMillis", "469020674645"),
            ],
        );
        check(
            "12:31:14.645876123-01:30"
                .parse::<super::super::Time>()
                .unwrap(),
            &[
                ("timezone", "-01:30"),
                ("offsetMinutes", "-90"),
                ("hour", "12"),
            ],
        );
    }

    #[test]
    fn components_of_durations() {
        check(
            "P1Y4M10DT1H1M1.111111111S".parse::<Duration>().unwrap(),
            &[
                ("years", "1"),
                ("quarters", "5"),
                ("months", "16"),
                ("weeks", "1"),
                ("days", "10"),
                ("hours", "1"),
                ("minutes", "61"),
                ("seconds", "3661"),
                ("milliseconds", "3661111"),
                ("microseconds", "3661111111"),
                ("nanoseconds", "3661111111111"),
                ("quartersOfYear", "1"),
                ("monthsOfQuarter", "1"),
                ("monthsOfYear", "4"),
                ("daysOfWeek", "3"),
                ("minutesOfHour", "1"),
                ("secondsOfMinute", "1"),
                ("millisecondsOfSecond", "111"),
                ("microsecondsOfSecond", "111111"),
                ("nanosecondsOfSecond", "111111111"),
            ],
        );
        let longest = Duration::new(0, 0, i64::MAX, 0).unwrap();
        assert!(component(&longest.into(), "nanoseconds").is_err());
    }
}
