//! Durations as text, ISO 8601 with a sign per component.
//!
//! In: `P1Y2M10DT2H30M14.5S`, weeks, fractions in any component, or the date-like form `P2012-02-02T14:37:21.545`.
//! Out: a [`Duration`], and its one canonical text. Knows nothing of calendars.

use std::fmt;

use super::duration::{Amounts, Component};
use super::exact::Decimal;
use super::time::write_fraction;
use super::{Duration, NANOS_PER_SECOND, invalid};
use crate::diagnostic::{Diagnostic, Result};

impl fmt::Display for Duration {
    /// `P12Y5M-14DT16H`: years and months, days, hours, minutes and seconds where they are not zero; `PT0S` if all are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return f.write_str("PT0S");
        }
        let part = |f: &mut fmt::Formatter<'_>, value: i128, letter: char| match value {
            0 => Ok(()),
            value => write!(f, "{value}{letter}"),
        };
        f.write_str("P")?;
        part(f, i128::from(self.months() / 12), 'Y')?;
        part(f, i128::from(self.months() % 12), 'M')?;
        part(f, i128::from(self.days()), 'D')?;
        // Each part of the clock shows the sign of the whole, so the cut goes towards zero.
        let total = self.total_nanoseconds();
        if total == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        let per_second = i128::from(NANOS_PER_SECOND);
        let (seconds, nanoseconds) = (total / per_second, total % per_second);
        part(f, seconds / 3_600, 'H')?;
        part(f, seconds / 60 % 60, 'M')?;
        if seconds % 60 == 0 && nanoseconds == 0 {
            return Ok(());
        }
        let sign = if total < 0 { "-" } else { "" };
        write!(f, "{sign}{}", (seconds % 60).abs())?;
        write_fraction(f, nanoseconds.unsigned_abs() as u32)?;
        f.write_str("S")
    }
}

impl std::str::FromStr for Duration {
    type Err = Diagnostic;
    fn from_str(text: &str) -> Result<Self> {
        let failure = || {
            invalid(format!("'{text}' is not a duration"))
                .hint("A duration looks like P1Y2M10DT2H30M14.5S")
        };
        let upper = text.trim().to_ascii_uppercase();
        let (sign, body) = split_sign(&upper);
        let body = body.strip_prefix('P').ok_or_else(failure)?;
        let numbers = if body.contains(['Y', 'M', 'W', 'D', 'H', 'S']) {
            with_letters(body)
        } else {
            date_like(body)
        };
        let mut amounts = Amounts::default();
        for (number, unit) in numbers.ok_or_else(failure)? {
            let (own_sign, digits) = split_sign(&number);
            let number = Decimal::from_digits(digits).map_err(|_| failure())?;
            unit.add(&mut amounts, number.times(own_sign * sign)?)?;
        }
        Self::from_amounts(amounts)
    }
}

fn split_sign(text: &str) -> (i128, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (-1, &text[1..]),
        Some(b'+') => (1, &text[1..]),
        _ => (1, text),
    }
}

/// Numbers as written, sign included, each with what it counts.
type Numbers = Vec<(String, Component)>;

const DATE_UNITS: [(char, Component); 4] = [
    ('Y', Component::Years),
    ('M', Component::Months),
    ('W', Component::Weeks),
    ('D', Component::Days),
];
const TIME_UNITS: [(char, Component); 3] = [
    ('H', Component::Hours),
    ('M', Component::Minutes),
    ('S', Component::Seconds),
];

/// Takes `1Y2M10DT2H30M14.5S` apart. `None` when it is wrong.
fn with_letters(body: &str) -> Option<Numbers> {
    let (date, time) = match body.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None => (body, ""),
    };
    let mut numbers = Vec::new();
    for (mut rest, units) in [(date, &DATE_UNITS[..]), (time, &TIME_UNITS[..])] {
        // Units come in this order, each at most once.
        for &(letter, unit) in units {
            let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
            if let Some(tail) = rest[end..].strip_prefix(letter) {
                numbers.push((rest[..end].to_owned(), unit));
                rest = tail;
            }
        }
        if !rest.is_empty() {
            return None;
        }
    }
    Some(numbers)
}

/// Takes `2012-02-02T14:37:21.545` or `20120202T143721.545` apart; each part is an amount, not a day of the calendar.
fn date_like(body: &str) -> Option<Numbers> {
    let (date, time) = match body.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (body, None),
    };
    let [years, months, days] = split_fixed(date, '-', [4, 2, 2])?;
    let mut numbers = vec![
        (years, Component::Years),
        (months, Component::Months),
        (days, Component::Days),
    ];
    if let Some(time) = time {
        let (time, fraction) = time.split_at(time.find(['.', ',']).unwrap_or(time.len()));
        let [hours, minutes, seconds] = split_fixed(time, ':', [2, 2, 2])?;
        numbers.push((hours, Component::Hours));
        numbers.push((minutes, Component::Minutes));
        numbers.push((seconds + fraction, Component::Seconds));
    }
    Some(numbers)
}

/// Splits digits of fixed widths, with the separator between all of them or between none.
fn split_fixed(text: &str, separator: char, widths: [usize; 3]) -> Option<[String; 3]> {
    let digits: String = text.chars().filter(|&c| c != separator).collect();
    let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
    if !all_digits || digits.len() != widths.iter().sum::<usize>() {
        return None;
    }
    let (first, rest) = digits.split_at(widths[0]);
    let (second, third) = rest.split_at(widths[1]);
    let separated = format!("{first}{separator}{second}{separator}{third}");
    (text == digits || text == separated).then(|| [first, second, third].map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_and_their_canonical_form() {
        let check = |text: &str, shown: &str| {
            let read: Duration = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(read.to_string(), shown, "{text}");
            assert_eq!(shown.parse::<Duration>().unwrap(), read, "{text}");
        };
        check("P14DT16H12M", "P14DT16H12M");
        check("P5M1.5D", "P5M1DT12H");
        check("P0.75M", "P22DT19H51M49.5S");
        check("PT0.75M", "PT45S");
        check("P2.5W", "P17DT12H");
        check("P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S");
        check("P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S");
        check("P20120202T143721,545", "P2012Y2M2DT14H37M21.545S");
        check("P2012-02-02", "P2012Y2M2D");
        check("PT-0.4S", "PT-0.4S");
        check("-PT1M0.001S", "PT-1M-0.001S");
        check("PT-59.999S", "PT-59.999S");
        check("P1DT-0.001S", "P1DT-0.001S");
        check("p1y-2m", "P10M");
        check("P-1Y-2M", "P-1Y-2M");
        check("PT-0.000000001S", "PT-0.000000001S");
        check("PT0S", "PT0S");
        check("PT1H-60M", "PT0S");
        check("P1Y2M3W4D", "P1Y2M25D");
    }

    #[test]
    fn wrong_texts() {
        for text in [
            "",
            "P",
            "PT",
            "P1YT",
            "1Y",
            "P1",
            "P1D2M",
            "PT1S2H",
            "P1M1M",
            "PY",
            "P1.Y",
            "PT--1S",
            "P2012-02",
            "P2012-0202",
            "P2012-02-02T14",
            "PT1X",
            "P1Y T1S",
            "P\u{e9}D",
        ] {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
        for text in [
            "P99999999999999999999Y",
            "P9223372036854775807Y",
            "PT9223372036854775808S",
        ] {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
        assert!("PT-9223372036854775808S".parse::<Duration>().is_ok());
    }

    proptest! {
        #[test]
        fn any_text_gives_a_duration_or_an_error(text in "\\PC*", near in "-?P[-0-9.YMWDTHS:]*") {
            let _ = text.parse::<Duration>();
            let _ = near.parse::<Duration>();
        }

        #[test]
        fn what_is_written_reads_back(months: i64, days: i64, seconds: i64, nanoseconds in 0_i64..1_000_000_000) {
            let duration = Duration::new(months, days, seconds, nanoseconds).unwrap();
            prop_assert_eq!(duration.to_string().parse::<Duration>().unwrap(), duration);
        }
    }
}
