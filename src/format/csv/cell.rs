//! A cell as a value.
//!
//! In: the bytes of a cell and what its column says it is. Out: the value, in a form that costs no allocation where that
//! can be; an empty cell is nothing, `""` an empty string. Knows nothing of files.

use super::header::CellType;
use super::ids::integer;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Cell;
use crate::value::Value;
use crate::value::temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time};

/// The value of a cell; an array has its elements separated by `delimiter`.
///
/// # Errors
/// `Code::InvalidGraphData` with the text and what was expected.
#[inline]
pub(super) fn value(
    bytes: &[u8],
    quoted: bool,
    cell: CellType,
    array: bool,
    delimiter: char,
) -> Result<Option<Cell<'_>>> {
    if bytes.is_empty() {
        let empty = quoted && cell == CellType::String && !array;
        return Ok(empty.then_some(Cell::Text("")));
    }
    let quick = match cell {
        _ if array => None,
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
    if array {
        let items: Result<Vec<Value>> = text
            .split(delimiter)
            .map(|item| single(item, cell).map(Cell::into_value))
            .collect();
        return Ok(Some(Cell::Other(Value::list(items?))));
    }
    single(text, cell).map(Some)
}

fn single(text: &str, cell: CellType) -> Result<Cell<'_>> {
    let trimmed = text.trim();
    fn other<'c, T: std::str::FromStr + Into<Value>>(text: &str) -> Option<Cell<'c>> {
        text.parse::<T>()
            .ok()
            .map(|value| Cell::Other(value.into()))
    }
    let (what, found) = match cell {
        CellType::String => ("text", Some(Cell::Text(text))),
        CellType::Integer => ("an integer", trimmed.parse().ok().map(Cell::Integer)),
        CellType::Float => ("a number", trimmed.parse().ok().map(Cell::Float)),
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
        CellType::Time => ("a time", other::<Time>(trimmed)),
        CellType::LocalDateTime => ("a date and time", other::<LocalDateTime>(trimmed)),
        CellType::DateTime => ("a date and time", trimmed.parse().ok().map(Cell::DateTime)),
        CellType::Duration => ("a duration", other::<Duration>(trimmed)),
    };
    found.ok_or_else(|| {
        let message = format!("{what} expected, found `{trimmed}`");
        Diagnostic::new(Code::InvalidGraphData, message)
    })
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

    use super::{CellType, quick_date, quick_datetime, value};
    use crate::graph::Cell;
    use crate::value::temporal::{Date, DateTime};
    use crate::value::{Value, literal};

    #[test]
    fn cells() {
        #[track_caller]
        fn check(text: &str, cell: CellType, array: bool, expected: &str) {
            let quoted = text.starts_with('"');
            let text = text.trim_matches('"').as_bytes();
            let got = match value(text, quoted, cell, array, ';') {
                Ok(cell) => literal::cypher(&cell.map_or(Value::Null, Cell::into_value)),
                Err(problem) => problem.message().to_owned(),
            };
            assert_eq!(got, expected, "{text:?} as {cell:?}");
        }
        check("", CellType::String, false, "null");
        check("\"\"", CellType::String, false, "''");
        check("\"\"", CellType::Integer, false, "null");
        check("\"\"", CellType::String, true, "null");
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
