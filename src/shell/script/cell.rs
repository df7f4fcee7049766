//! A cell of an expected answer: a value as Cypher writes it, temporal values bare, on one line, `|` as `\|`.
//!
//! Knows nothing of tables.

use crate::render::one_line;
use crate::value::{Value, literal};

/// The value as the text of a cell.
pub(super) fn cell(value: &Value) -> String {
    let text = match value {
        Value::Date(value) => value.to_string(),
        Value::Time(value) => value.to_string(),
        Value::LocalTime(value) => value.to_string(),
        Value::DateTime(value) => value.to_string(),
        Value::LocalDateTime(value) => value.to_string(),
        Value::Duration(value) => value.to_string(),
        other => literal::text(other),
    };
    one_line(&text)
}

/// The text with its bars escaped, as it stands between bars.
pub(super) fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}

/// The cells of a table line: what stands between its bars, without space around it, bars unescaped.
pub(super) fn split(line: &str) -> Option<Vec<String>> {
    let line = line.trim().strip_prefix('|')?;
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = line.chars().peekable();
    let mut closed = false;
    while let Some(character) = characters.next() {
        closed = false;
        match character {
            '\\' if characters.peek() == Some(&'|') => {
                characters.next();
                cell.push('|');
            }
            '|' => {
                cells.push(std::mem::take(&mut cell).trim().to_owned());
                closed = true;
            }
            other => cell.push(other),
        }
    }
    closed.then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_cells() {
        let check = |line: &str, expected: Option<&[&str]>| {
            let expected: Option<Vec<String>> =
                expected.map(|cells| cells.iter().map(|&cell| cell.to_owned()).collect());
            assert_eq!(split(line), expected, "{line}");
        };
        check("| a | b |", Some(&["a", "b"]));
        check("| 'a\\|b' |", Some(&["'a|b'"]));
        check("|  |", Some(&[""]));
        check("| a", None);
        check("a | b |", None);
    }
}
