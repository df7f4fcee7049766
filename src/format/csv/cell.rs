//! A cell as a value.
//!
//! In: the text of a cell and what its column says it is. Out: the value; an empty cell is null. Knows nothing of files.

use super::header::CellType;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::Value;
use crate::value::temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time};

/// The value of a cell; an array has its elements separated by `delimiter`.
///
/// # Errors
/// `Code::InvalidGraphData` with the text and what was expected.
pub(super) fn value(text: &str, cell: CellType, array: bool, delimiter: char) -> Result<Value> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    if array {
        let items: Result<Vec<Value>> = text
            .split(delimiter)
            .map(|item| single(item, cell))
            .collect();
        return items.map(Value::list);
    }
    single(text, cell)
}

fn single(text: &str, cell: CellType) -> Result<Value> {
    let trimmed = text.trim();
    let refused = |what: &str| {
        Diagnostic::new(
            Code::InvalidGraphData,
            format!("{what} expected, found `{trimmed}`"),
        )
    };
    fn read<T: std::str::FromStr + Into<Value>>(text: &str) -> Option<Value> {
        text.parse::<T>().ok().map(Into::into)
    }
    let (what, found) = match cell {
        CellType::String => ("text", Some(Value::string(text))),
        CellType::Integer => ("an integer", read::<i64>(trimmed)),
        CellType::Float => ("a number", read::<f64>(trimmed)),
        CellType::Boolean => (
            "`true` or `false`",
            match trimmed {
                "true" | "TRUE" | "True" => Some(Value::Boolean(true)),
                "false" | "FALSE" | "False" => Some(Value::Boolean(false)),
                _ => None,
            },
        ),
        CellType::Date => ("a date", read::<Date>(trimmed)),
        CellType::LocalTime => ("a local time", read::<LocalTime>(trimmed)),
        CellType::Time => ("a time", read::<Time>(trimmed)),
        CellType::LocalDateTime => ("a date and time", read::<LocalDateTime>(trimmed)),
        CellType::DateTime => ("a date and time", read::<DateTime>(trimmed)),
        CellType::Duration => ("a duration", read::<Duration>(trimmed)),
    };
    found.ok_or_else(|| refused(what))
}

#[cfg(test)]
mod tests {
    use super::{CellType, value};
    use crate::value::literal;

    #[test]
    fn cells() {
        #[track_caller]
        fn check(text: &str, cell: CellType, array: bool, expected: &str) {
            let got = match value(text, cell, array, ';') {
                Ok(value) => literal::cypher(&value),
                Err(problem) => problem.message().to_owned(),
            };
            assert_eq!(got, expected, "{text:?} as {cell:?}");
        }
        check("", CellType::String, false, "null");
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
        check(
            "2021-13-02",
            CellType::Date,
            false,
            "a date expected, found `2021-13-02`",
        );
    }
}
