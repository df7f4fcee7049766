//! An answer beside the expected one. In: both. Out: what differs, cell by cell where rows can be paired. Knows nothing of
//! how either came about.

use super::Expected;
use super::cell::{cell, escaped};
use crate::engine::Error;
use crate::render::citation;
use crate::value::ResultSet;

/// What differs, one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference(pub Vec<String>);

/// Most lines a difference has.
const MOST: usize = 20;

/// Compares what came with what was expected; `None` when it is the same.
pub fn compare(expected: &Expected, came: Result<&ResultSet, &Error>) -> Option<Difference> {
    let mut lines = match (expected, came) {
        (Expected::Error(detail), Err(error)) => {
            let actual = error.detail();
            if detail == actual || detail == error.code().number() {
                return None;
            }
            vec![format!(
                "expected the error {detail}, but it was {actual}: {error}"
            )]
        }
        (Expected::Error(detail), Ok(answer)) => {
            vec![format!(
                "expected the error {detail}, but {} rows came",
                answer.len()
            )]
        }
        (Expected::Rows { .. }, Err(error)) => vec![format!("it failed: {error}")],
        (
            Expected::Rows {
                ordered,
                columns,
                rows,
            },
            Ok(answer),
        ) => {
            let answer = &citation::with_text((*answer).clone());
            let actual: Vec<Vec<String>> = answer
                .rows()
                .iter()
                .map(|row| row.iter().map(cell).collect())
                .collect();
            let mut lines = Vec::new();
            if columns != answer.columns() {
                lines.push(format!("expected columns {}", shown(columns)));
                lines.push(format!("     got columns {}", shown(answer.columns())));
            } else if *ordered {
                in_order(columns, rows, &actual, &mut lines);
            } else {
                in_any_order(rows, &actual, &mut lines);
            }
            lines
        }
    };
    if lines.is_empty() {
        return None;
    }
    if lines.len() > MOST {
        let more = lines.len() - MOST;
        lines.truncate(MOST);
        lines.push(format!("... and {more} lines more"));
    }
    Some(Difference(lines))
}

fn in_order(
    columns: &[String],
    expected: &[Vec<String>],
    actual: &[Vec<String>],
    lines: &mut Vec<String>,
) {
    if expected.len() == actual.len() {
        for (number, (wanted, got)) in expected.iter().zip(actual).enumerate() {
            for ((column, wanted), got) in columns.iter().zip(wanted).zip(got) {
                if wanted != got {
                    let row = number + 1;
                    lines.push(format!(
                        "row {row}, column {column}: expected {wanted}, got {got}"
                    ));
                }
            }
        }
        return;
    }
    lines.push(format!(
        "expected {} rows, got {}",
        expected.len(),
        actual.len()
    ));
    in_any_order(expected, actual, lines);
}

fn in_any_order(expected: &[Vec<String>], actual: &[Vec<String>], lines: &mut Vec<String>) {
    let mut unexpected: Vec<&Vec<String>> = Vec::new();
    let mut missing: Vec<&Vec<String>> = expected.iter().collect();
    for row in actual {
        match missing.iter().position(|wanted| *wanted == row) {
            Some(place) => {
                missing.remove(place);
            }
            None => unexpected.push(row),
        }
    }
    lines.extend(
        missing
            .iter()
            .map(|row| format!("missing    {}", shown(row))),
    );
    lines.extend(
        unexpected
            .iter()
            .map(|row| format!("unexpected {}", shown(row))),
    );
}

fn shown(row: &[String]) -> String {
    let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
    format!("| {} |", cells.join(" | "))
}
