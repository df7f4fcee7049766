//! A cell as a value.
//!
//! In: the bytes of a cell and what its column says it is. Out: the value, in a form that costs no allocation where that
//! can be; an empty cell is nothing, `""` an empty string or list, and nothing where it can be
//! neither. Knows nothing of files.

use super::header::{CellType, Kind};
use super::ids::integer;
use crate::diagnostic::{Code, Diagnostic, Result, address_space};
use crate::value::temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, Zone};
use crate::value::{Cell, Value};

/// Lists of more elements ask for room.
const MANY: usize = 1 << 16;
/// The most elements of a list: one that is longer is more likely a delimiter that was meant otherwise.
const MOST: usize = if cfg!(test) { 1 << 17 } else { 1 << 24 };

/// The value of a cell; an array has its elements separated by `delimiter`.
///
/// # Errors
/// `Code::InvalidGraphData` with the text and what was expected.
#[inline]
pub(super) fn value<'c>(
    bytes: &'c [u8],
    quoted: bool,
    kind: &Kind,
    delimiter: char,
) -> Result<Option<Cell<'c>>> {
    if bytes.is_empty() {
        return Ok(match kind.cell {
            _ if !quoted => None,
            _ if kind.array => Some(Cell::Other(Value::list(Vec::new()))),
            CellType::String => Some(Cell::Text("")),
            // Programs that put every cell in quotes write what is not there so.
            _ => None,
        });
    }
    let quick = match kind.cell {
        _ if kind.array => None,
        CellType::Integer => integer(bytes).map(Cell::Integer),
        CellType::Date => quick_date(bytes).map(Cell::Date),
        CellType::DateTime => quick_datetime(bytes).map(Cell::DateTime),
        _ => None,
    };
    if quick.is_some() {
        return Ok(quick);
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Diagnostic::new(Code::InvalidGraphData, "the row is not UTF-8 text"))?;
    if kind.array {
        let count = text.split(delimiter).count();
        if count > MANY {
            // Those that are texts take that much more.
            let bytes = count.saturating_mul(size_of::<Value>()) + text.len();
            address_space::expect_left(bytes, "the import")?;
        }
        if count > MOST {
            let message = format!("the list has {count} elements, more than {MOST}");
            return Err(Diagnostic::new(Code::InvalidGraphData, message));
        }
        let mut items = Vec::with_capacity(count);
        for item in text.split(delimiter) {
            items.push(single(item, kind)?.into_value());
        }
        return Ok(Some(Cell::Other(Value::list(items))));
    }
    single(text, kind).map(Some)
}

fn single<'c>(text: &'c str, kind: &Kind) -> Result<Cell<'c>> {
    let trimmed = text.trim();
    let zone = kind.zone.as_ref();
    fn other<'c, T: std::str::FromStr + Into<Value>>(text: &str) -> Option<Cell<'c>> {
        text.parse::<T>()
            .ok()
            .map(|value| Cell::Other(value.into()))
    }
    let (what, found) = match kind.cell {
        CellType::String => ("text", Some(Cell::Text(text))),
        CellType::Integer => ("an integer", trimmed.parse().ok().map(Cell::Integer)),
        CellType::Float => (
            "a number that fits into a float",
            float(trimmed).map(Cell::Float),
        ),
        CellType::Boolean => (
            "`true` or `false`",
            match trimmed {
                "true" | "TRUE" | "True" => Some(Cell::Boolean(true)),
                "false" | "FALSE" | "False" => Some(Cell::Boolean(false)),
                _ => None,
            },
        ),
        CellType::Date => ("a date", trimmed.parse().ok().map(Cell::Date)),
        CellType::LocalTime => ("a local time", other::<LocalTime>(trimmed)),
        CellType::Time => {
            let time = match zone {
                Some(Zone::Offset(seconds)) => Time::parse_at(trimmed, *seconds),
                _ => trimmed.parse(),
            };
            let time = time.ok().map(|time| Cell::Other(time.into()));
            ("a time", time)
        }
        CellType::LocalDateTime => ("a date and time", other::<LocalDateTime>(trimmed)),
        CellType::DateTime => {
            let instant = DateTime::parse_in(trimmed, zone.unwrap_or(&Zone::UTC));
            ("a date and time", instant.ok().map(Cell::DateTime))
        }
        CellType::Duration => ("a duration", other::<Duration>(trimmed)),
    };
    found.ok_or_else(|| {
        let message = format!("{what} expected, found `{trimmed}`");
        Diagnostic::new(Code::InvalidGraphData, message)
    })
}

/// A float; what is too large for one is none, and only the word for it is infinite.
fn float(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    let written = number.is_infinite() && text.bytes().any(|byte| byte.is_ascii_digit());
    (!written).then_some(number)
}

/// A date in the form `2021-07-04`; other forms are left to the reader of all forms.
fn quick_date(text: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let year = number(&[*y1, *y2, *y3, *y4])?;
    Date::from_calendar(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?).ok()
}

/// An instant in the form `2021-07-04T08:15:30Z` or `2021-07-04T08:15:30.125Z`.
fn quick_datetime(text: &[u8]) -> Option<DateTime> {
    let (date, rest) = text.split_at_checked(10)?;
    let [
        b'T',
        h1,
        h2,
        b':',
        m1,
        m2,
        b':',
        s1,
        s2,
        fraction @ ..,
        b'Z',
    ] = rest
    else {
        return None;
    };
    let (hour, minute, second) = (
        number(&[*h1, *h2])?,
        number(&[*m1, *m2])?,
        number(&[*s1, *s2])?,
    );
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let nanoseconds = match fraction {
        [] => 0,
        [b'.', digits @ ..] if (1..=9).contains(&digits.len()) => {
            number(digits)? * 10_i64.pow(9 - digits.len() as u32)
        }
        _ => return None,
    };
    let seconds = quick_date(date)?.epoch_days() * 86_400 + hour * 3600 + minute * 60 + second;
    let local = LocalDateTime::from_epoch(seconds, nanoseconds as u32)?;
    Some(DateTime::shown(local, 0, None))
}

/// Digits as a number.
fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i64::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{CellType, Kind, quick_date, quick_datetime, value};
    use crate::value::Cell;
    use crate::value::temporal::{Date, DateTime};
    use crate::value::{Value, literal};

    #[test]
    fn cells() {
        #[track_caller]
        fn check(text: &str, cell: CellType, array: bool, expected: &str) {
            check_in(text, None, cell, array, expected);
        }
        #[track_caller]
        fn check_in(text: &str, zone: Option<&str>, cell: CellType, array: bool, expected: &str) {
            let zone = zone.map(|zone| zone.parse().unwrap());
            let kind = Kind { cell, array, zone };
            let quoted = text.starts_with('"');
            let text = text.trim_matches('"').as_bytes();
            let got = match value(text, quoted, &kind, ';') {
                Ok(cell) => literal::cypher(&cell.map_or(Value::Null, Cell::into_value)),
                Err(problem) => problem.message().to_owned(),
            };
            assert_eq!(got, expected, "{text:?} as {cell:?}");
        }
        check("", CellType::String, false, "null");
        check(
            &format!("1{}", ";1".repeat(super::MOST)),
            CellType::Integer,
            true,
            "the list has 131073 elements, more than 131072",
        );
        check("\"\"", CellType::String, false, "''");
        check("\"\"", CellType::Integer, false, "null");
        check("\"\"", CellType::Date, false, "null");
        check("\"\"", CellType::String, true, "[]");
        check("\"\"", CellType::Integer, true, "[]");
        check("", CellType::String, true, "null");
        check("a;;b", CellType::String, true, "['a', '', 'b']");
        check(" a ", CellType::String, false, "' a '");
        check(" 12 ", CellType::Integer, false, "12");
        check(
            "1.5",
            CellType::Integer,
            false,
            "an integer expected, found `1.5`",
        );
        check("1;2", CellType::Integer, true, "[1, 2]");
        check("2.5", CellType::Float, false, "2.5");
        let large = "a number that fits into a float expected, found `-1e400`";
        check("-1e400", CellType::Float, false, large);
        check("1;-1e400", CellType::Float, true, large);
        check("1e308", CellType::Float, false, "1e308");
        check("-Infinity", CellType::Float, false, "(-1.0 / 0.0)");
        check("NaN", CellType::Float, false, "(0.0 / 0.0)");
        let (stockholm, east) = (Some("Europe/Stockholm"), Some("+02:00"));
        for (text, zone, cell, expected) in [
            (
                "2021-07-02T10:00",
                east,
                CellType::DateTime,
                "datetime('2021-07-02T10:00+02:00')",
            ),
            (
                "2021-07-02T10:00",
                stockholm,
                CellType::DateTime,
                "datetime('2021-07-02T10:00+02:00[Europe/Stockholm]')",
            ),
            (
                "2021-07-02T10:00:00Z",
                east,
                CellType::DateTime,
                "datetime('2021-07-02T10:00Z')",
            ),
            ("10:00", east, CellType::Time, "time('10:00+02:00')"),
            ("10:00-01:00", east, CellType::Time, "time('10:00-01:00')"),
            ("10:00", None, CellType::Time, "time('10:00Z')"),
        ] {
            check_in(text, zone, cell, false, expected);
        }
        check_in(
            "10:00;11:00Z",
            east,
            CellType::Time,
            true,
            "[time('10:00+02:00'), time('11:00Z')]",
        );
        check("TRUE", CellType::Boolean, false, "true");
        check(
            "yes",
            CellType::Boolean,
            false,
            "`true` or `false` expected, found `yes`",
        );
        check("2021-07-02", CellType::Date, false, "date('2021-07-02')");
        check("20210702", CellType::Date, false, "date('2021-07-02')");
        check(
            "2021-13-02",
            CellType::Date,
            false,
            "a date expected, found `2021-13-02`",
        );
        check(
            "2021-07-02T10:00:00.5Z",
            CellType::DateTime,
            false,
            "datetime('2021-07-02T10:00:00.5Z')",
        );
        check(
            "2021-07-02T10:00[Europe/Stockholm]",
            CellType::DateTime,
            false,
            "datetime('2021-07-02T10:00+02:00[Europe/Stockholm]')",
        );
        check(
            "2021-07-02T25:00:00Z",
            CellType::DateTime,
            false,
            "a date and time expected, found `2021-07-02T25:00:00Z`",
        );
    }

    proptest! {
        /// Whatever the quick readers take, the reader of all forms takes for the same.
        #[test]
        fn quick_is_right(
            date in "[0-9]{4}-[0-2][0-9]-[0-4][0-9]",
            time in "T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,10})?Z?",
        ) {
            let found = quick_date(date.as_bytes());
            assert_eq!(found, date.parse::<Date>().ok());
            let text = date + &time;
            if let Some(found) = quick_datetime(text.as_bytes()) {
                assert_eq!(found, text.parse::<DateTime>().unwrap());
            }
        }
    }
}
