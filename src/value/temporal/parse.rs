//! Dates, times, offsets and zones as ISO 8601 text.
//!
//! In: extended (`2015-07-21T21:40:32.142+01:00`) and basic (`20150721T214032.142+0100`) forms, calendar, week,
//! quarter and ordinal dates, reduced precision. Out: the values they name. Knows nothing of maps; durations have
//! their own reader.

use super::{Date, DateTime, LocalDateTime, LocalTime, Time, Zone, invalid, zone};
use crate::diagnostic::{Diagnostic, Result};

/// Reads a date.
pub(super) fn date(text: &str) -> Result<Date> {
    let trimmed = text.trim();
    read_date(trimmed).unwrap_or_else(|| Err(not_a(text, "date", "2015-07-21")))
}

/// Reads a time of day without an offset.
pub(super) fn local_time(text: &str) -> Result<LocalTime> {
    let trimmed = text.trim();
    read_time(trimmed).unwrap_or_else(|| Err(not_a(text, "local time", "21:40:32.142")))
}

/// Reads a time of day with an offset; without one, `default` or UTC holds.
pub(super) fn time(text: &str, default: Option<i32>) -> Result<Time> {
    let (local, zone) = split_offset(text.trim());
    let failure = || not_a(text, "time", "21:40:32.142+01:00");
    let local = read_time(local).ok_or_else(failure)??;
    let offset = match zone {
        Some(zone) => offset(zone).map_err(|_| failure())?,
        None => default.unwrap_or(0),
    };
    Time::new(local, offset)
}

/// Reads a date with an optional time of day.
pub(super) fn local_datetime(text: &str) -> Result<LocalDateTime> {
    read_local_datetime(text.trim()).unwrap_or_else(|| {
        Err(not_a(
            text,
            "local date with time",
            "2015-07-21T21:40:32.142",
        ))
    })
}

/// Reads a date with an optional time of day and an optional offset, name of a zone, or both; without, `default`.
pub(super) fn datetime(text: &str, default: &Zone) -> Result<DateTime> {
    let failure = || not_a(text, "date with time", "2015-07-21T21:40:32.142+01:00");
    let trimmed = text.trim();
    let (rest, name) = match trimmed.strip_suffix(']') {
        Some(open) => {
            let (rest, name) = open.split_once('[').ok_or_else(failure)?;
            (rest, Some(name))
        }
        None => (trimmed, None),
    };
    // Only a time can be followed by an offset; the minus signs of a date are none.
    let (local, written_offset) = match rest.find(['T', 't']) {
        Some(at) => {
            let (time, written) = split_offset(&rest[at..]);
            (&rest[..at + time.len()], written)
        }
        None => (rest, None),
    };
    let local = read_local_datetime(local).ok_or_else(failure)??;
    let written_offset = written_offset
        .map(|written| offset(written).map_err(|_| failure()))
        .transpose()?;
    match (name.map(str::parse::<Zone>).transpose()?, written_offset) {
        (Some(zone), Some(offset)) => DateTime::strict(local, offset, &zone),
        (Some(zone), None) => DateTime::new(local, &zone),
        (None, Some(offset)) => DateTime::new(local, &Zone::Offset(offset)),
        (None, None) => DateTime::new(local, default),
    }
}

/// Reads an offset: `Z`, `+01:00`, `+0100`, `+01`, `+1`, with seconds `+02:05:59` or `+020559`. In seconds.
pub(super) fn offset(text: &str) -> Result<i32> {
    let read = || -> Option<i64> {
        if text.eq_ignore_ascii_case("z") {
            return Some(0);
        }
        let (sign, size) = match text.as_bytes().first()? {
            b'+' => (1, &text[1..]),
            b'-' => (-1, &text[1..]),
            _ => return None,
        };
        let [hours, minutes, seconds] = if size.contains(':') {
            let mut parts = size.split(':');
            let mut part = || parts.next().map_or(Some(0), |part| digits(part, 2, 2));
            let read = [part()?, part()?, part()?];
            if parts.next().is_some() {
                return None;
            }
            read
        } else {
            match size.len() {
                1 | 2 => [digits(size, 1, 2)?, 0, 0],
                4 => [digits(size.get(..2)?, 2, 2)?, digits(&size[2..], 2, 2)?, 0],
                6 => [
                    digits(size.get(..2)?, 2, 2)?,
                    digits(size.get(2..4)?, 2, 2)?,
                    digits(size.get(4..)?, 2, 2)?,
                ],
                _ => return None,
            }
        };
        (minutes < 60 && seconds < 60).then_some(sign * ((hours * 60 + minutes) * 60 + seconds))
    };
    let seconds = read().ok_or_else(|| {
        invalid(format!("'{text}' is not an offset from UTC")).hint("An offset looks like +01:00")
    })?;
    zone::check_offset(seconds)
}

fn not_a(text: &str, what: &str, example: &str) -> Diagnostic {
    invalid(format!("'{text}' is not a {what}")).hint(format!("A {what} looks like {example}"))
}

fn read_local_datetime(text: &str) -> Option<Result<LocalDateTime>> {
    let (date, time) = match text.split_once(['T', 't']) {
        Some((date, time)) => (date, read_time(time)?),
        None => (text, Ok(LocalTime::MIDNIGHT)),
    };
    let date = read_date(date)?;
    Some(date.and_then(|date| time.map(|time| LocalDateTime::new(date, time))))
}

/// `None` when the text does not have the form of a date, an error when it names no day.
fn read_date(text: &str) -> Option<Result<Date>> {
    let (year, rest) = read_year(text)?;
    Some(match rest.as_bytes() {
        [] => Date::from_calendar(year, 1, 1),
        [b'W' | b'w', ..] => {
            let (week, day) = (digits(rest.get(1..3)?, 2, 2)?, &rest[3..]);
            let day = if day.is_empty() {
                1
            } else {
                digits(day, 1, 1)?
            };
            Date::from_week(year, week, day)
        }
        [b'Q' | b'q', ..] => {
            let (quarter, day) = (digits(rest.get(1..2)?, 1, 1)?, &rest[2..]);
            let day = if day.is_empty() {
                1
            } else {
                digits(day, 2, 2)?
            };
            Date::from_quarter(year, quarter, day)
        }
        [b'-', b'W' | b'w', ..] => {
            let (week, day) = split_dash(&rest[2..]);
            let day = day.map_or(Some(1), |day| digits(day, 1, 1))?;
            Date::from_week(year, digits(week, 1, 2)?, day)
        }
        [b'-', b'Q' | b'q', ..] => {
            let (quarter, day) = split_dash(&rest[2..]);
            let day = day.map_or(Some(1), |day| digits(day, 1, 2))?;
            Date::from_quarter(year, digits(quarter, 1, 1)?, day)
        }
        [b'-', ..] => match split_dash(&rest[1..]) {
            (month, Some(day)) => {
                Date::from_calendar(year, digits(month, 1, 2)?, digits(day, 1, 2)?)
            }
            (day, None) if day.len() == 3 => Date::from_ordinal(year, digits(day, 3, 3)?),
            (month, None) => Date::from_calendar(year, digits(month, 1, 2)?, 1),
        },
        _ => match rest.len() {
            2 => Date::from_calendar(year, digits(rest, 2, 2)?, 1),
            3 => Date::from_ordinal(year, digits(rest, 3, 3)?),
            4 => {
                let (month, day) = (rest.get(..2)?, rest.get(2..)?);
                Date::from_calendar(year, digits(month, 2, 2)?, digits(day, 2, 2)?)
            }
            _ => return None,
        },
    })
}

/// Takes the year from the front: four digits, or a sign and up to nine digits that end the text or stand before `-`.
fn read_year(text: &str) -> Option<(i64, &str)> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => {
            let year = digits(text.get(..4)?, 4, 4)?;
            return Some((year, &text[4..]));
        }
    };
    let body = &text[1..];
    let end = body
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(body.len());
    let rest = &body[end..];
    if !rest.is_empty() && !rest.starts_with(['-', 'W', 'w', 'Q', 'q']) {
        return None;
    }
    Some((sign * digits(&body[..end], 1, 9)?, rest))
}

fn split_dash(text: &str) -> (&str, Option<&str>) {
    match text.split_once('-') {
        Some((first, second)) => (first, Some(second)),
        None => (text, None),
    }
}

/// `None` when the text does not have the form of a time, an error when it names no time of day.
fn read_time(text: &str) -> Option<Result<LocalTime>> {
    let (clock, fraction) = match text.find(['.', ',']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let parts: Vec<&str> = if clock.contains(':') {
        clock.split(':').collect()
    } else {
        match clock.len() {
            2 => vec![clock],
            4 => vec![clock.get(..2)?, clock.get(2..)?],
            6 => vec![clock.get(..2)?, clock.get(2..4)?, clock.get(4..)?],
            _ => return None,
        }
    };
    let nanosecond = match fraction {
        // A fraction belongs to seconds.
        Some(fraction) if parts.len() == 3 => {
            let value = digits(fraction, 1, 9)?;
            value * 10_i64.pow(9 - fraction.len() as u32)
        }
        Some(_) => return None,
        None => 0,
    };
    let number = |at: usize| parts.get(at).map_or(Some(0), |part| digits(part, 1, 2));
    if parts.len() > 3 {
        return None;
    }
    Some(LocalTime::new(
        number(0)?,
        number(1)?,
        number(2)?,
        nanosecond,
    ))
}

/// Splits the offset from a time: everything from the first `Z`, `+` or `-`.
fn split_offset(text: &str) -> (&str, Option<&str>) {
    match text.find(['Z', 'z', '+', '-']) {
        Some(at) => (&text[..at], Some(&text[at..])),
        None => (text, None),
    }
}

/// Reads between `low` and `high` digits and nothing else.
fn digits(text: &str, low: usize, high: usize) -> Option<i64> {
    let fits = (low..=high).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates() {
        let check = |text: &str, shown: &str| {
            let read = date(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(read.to_string(), shown, "{text}");
        };
        for text in [
            "2015-07-21",
            "20150721",
            "2015-W30-2",
            "2015W302",
            "2015-202",
            "2015202",
        ] {
            check(text, "2015-07-21");
        }
        for text in ["2015-07", "201507", "2015-Q3", "2015Q3", "2015-Q3-01"] {
            check(text, "2015-07-01");
        }
        check("2015-W30", "2015-07-20");
        check("2015W30", "2015-07-20");
        check("2015", "2015-01-01");
        check("1984-Q3-45", "1984-08-14");
        check("1984Q345", "1984-08-14");
        check("-999999999-01-01", "-999999999-01-01");
        check("+999999999-12-31", "+999999999-12-31");
        check("-0001-W01-1", "-0001-01-04");
    }

    #[test]
    fn times() {
        let check = |text: &str, shown: &str| {
            let read = time(text, None).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(read.to_string(), shown, "{text}");
        };
        check("21:40:32.142+0100", "21:40:32.142+01:00");
        check("214032.142Z", "21:40:32.142Z");
        check("21:40:32,5+01:00", "21:40:32.5+01:00");
        check("214032-0100", "21:40:32-01:00");
        check("21:40-01:30", "21:40-01:30");
        check("2140-00:00", "21:40Z");
        check("2140-02", "21:40-02:00");
        check("22+18:00", "22:00+18:00");
        check("22", "22:00Z");
    }

    #[test]
    fn dates_with_times() {
        let check = |text: &str, shown: &str| {
            let read = datetime(text, &Zone::UTC).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(read.to_string(), shown, "{text}");
        };
        check("2015-W30-2T214032.142Z", "2015-07-21T21:40:32.142Z");
        check("2015-202T21:40:32+01:00", "2015-07-21T21:40:32+01:00");
        check("2015T214032-0100", "2015-01-01T21:40:32-01:00");
        check("20150721T21:40-01:30", "2015-07-21T21:40-01:30");
        check("2015-W30T2140-02", "2015-07-20T21:40-02:00");
        check("2015202T21+18:00", "2015-07-21T21:00+18:00");
        check("2015-07-21", "2015-07-21T00:00Z");
        check(
            "2015-07-21T21:40:32.142+0845[Australia/Eucla]",
            "2015-07-21T21:40:32.142+08:45[Australia/Eucla]",
        );
        check(
            "2015-07-21T21:40:32.142-04[America/New_York]",
            "2015-07-21T21:40:32.142-04:00[America/New_York]",
        );
        check(
            "2015-07-21T21:40:32.142[Europe/London]",
            "2015-07-21T21:40:32.142+01:00[Europe/London]",
        );
        check(
            "1818-07-21T21:40:32.142[Europe/Stockholm]",
            "1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]",
        );
        check(
            "2017-10-29T02:30+01:00[Europe/Stockholm]",
            "2017-10-29T02:30+01:00[Europe/Stockholm]",
        );
    }

    #[test]
    fn wrong_texts() {
        for text in [
            "",
            "15",
            "2015-",
            "2015-13-01",
            "2015-02-30",
            "2015-W54",
            "2015-366",
            "2015-7-",
            "20157",
            "2015-07-21x",
            "x2015",
            "+2015-07-21T",
            "9999999999-01-01",
            "2015-W30-8",
            "2015-Q5",
            "\u{e9}015",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
        for text in [
            "",
            "24:00",
            "12:60",
            "12:00:60",
            "1",
            "12:",
            "12.5",
            "12:30.5",
            "12:00:00.",
            "12:00:00:00",
        ] {
            assert!(local_time(text).is_err(), "{text}");
        }
        for text in [
            "2015-07-21T",
            "2015-07-21T12+",
            "2015-07-21T12:00+19:00",
            "2015-07-21T12:00[Nowhere]",
            "2015-07-21T12:00+05:00[Europe/London]",
            "2015-07-21T12:00+01:00[Europe/London",
            "2015-07-21T12:00]",
            "2017-03-26T02:30+01:00[Europe/Stockholm]",
        ] {
            assert!(datetime(text, &Zone::UTC).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_a_value_or_an_error(text in "\\PC*", near in "[-+0-9:.TWQZ\\[\\]]{0,24}") {
            for text in [&text, &near] {
                let _ = (date(text), local_time(text), time(text, None), local_datetime(text));
                let _ = (datetime(text, &Zone::UTC), offset(text), text.parse::<Zone>());
            }
        }
    }
}
