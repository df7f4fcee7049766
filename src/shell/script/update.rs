//! The text of a script with the answers that came as the expected ones.
//!
//! In: a script and what came of its statements. Out: its text; everything but the expected answers stays as it is. Knows
//! nothing of files.

use unicode_width::UnicodeWidthStr;

use super::cell::{cell, escaped};
use super::{Expected, Script};
use crate::engine::Error;
use crate::render::citation;
use crate::value::ResultSet;

/// The text with new expected answers. A statement without one gets one: in order where it has an ORDER BY.
pub fn updated(script: &Script, came: &[Result<ResultSet, Error>]) -> String {
    let text = &script.source.text;
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (step, came) in script.steps.iter().zip(came) {
        let statement = &text[step.statement.clone()];
        match &step.expected {
            Some(expectation) => {
                let ordered = match &expectation.expected {
                    Expected::Rows { ordered, .. } => *ordered,
                    Expected::Error(_) => has_order(statement),
                };
                out.push_str(&text[at..expectation.place.start]);
                out.push_str(&block(ordered, came));
                at = expectation.place.end;
            }
            None => {
                let mut end = step.statement.end;
                let rest = &text[end..];
                // The semicolon, and the rest of its line, belong to the statement.
                if let Some(semicolon) = rest.find(';') {
                    end += semicolon + 1;
                }
                end += text[end..].find('\n').unwrap_or(text.len() - end);
                out.push_str(&text[at..end]);
                out.push_str("\n\n");
                out.push_str(&block(has_order(statement), came));
                at = end;
            }
        }
    }
    out.push_str(&text[at..]);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn has_order(statement: &str) -> bool {
    statement.to_uppercase().contains("ORDER BY")
}

/// A directive with its table, without the last line end.
fn block(ordered: bool, came: &Result<ResultSet, Error>) -> String {
    let answer = match came {
        Ok(answer) => citation::with_text(answer.clone()),
        Err(error) => return format!("// @expect error {}", error.detail()),
    };
    let order = if ordered { "in order" } else { "in any order" };
    let mut lines = vec![format!("// @expect {order}")];
    if !answer.columns().is_empty() {
        let mut table: Vec<Vec<String>> =
            vec![answer.columns().iter().map(|name| escaped(name)).collect()];
        for row in answer.rows() {
            table.push(row.iter().map(|value| escaped(&cell(value))).collect());
        }
        let widths: Vec<usize> = (0..answer.columns().len())
            .map(|column| {
                table
                    .iter()
                    .map(|row| row[column].width())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        for row in table {
            let cells: Vec<String> = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())))
                .collect();
            lines.push(format!("// | {} |", cells.join(" | ")));
        }
    }
    lines.join("\n")
}
