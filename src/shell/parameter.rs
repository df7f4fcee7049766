//! Parameters as people give them: `name => expression`, a JSON file. In: text. Out: values. Knows nothing of where the
//! text came from.

use std::path::Path;
use std::sync::Arc;

use super::{Failure, Result};
use crate::diagnostic::{Code, Diagnostic, size_in_words};
use crate::engine::{Database, Session};
use crate::format::read_file_within;
use crate::source::{Source, Span};
use crate::value::{Map, Value, json};

/// The value of a constant expression, which may use these parameters.
pub fn evaluate(expression: &str, parameters: &Map) -> Result<Value> {
    // A session of its own: whatever is written here cannot reach anybody's graph.
    evaluate_in(&mut Database::new().session(), expression, parameters)
}

/// As [`evaluate`], in a session.
pub(super) fn evaluate_in(
    session: &mut Session,
    expression: &str,
    parameters: &Map,
) -> Result<Value> {
    crate::syntax::parse_expression(expression).map_err(|problem| {
        let source = Arc::new(Source::new("<parameter>", expression));
        Failure::within(problem, &source)
    })?;
    const BEFORE: &str = "RETURN ";
    let statement = format!("{BEFORE}{expression} AS value");
    let answer = session.run(&statement, parameters).map_err(|error| {
        let source = Arc::new(Source::new("<parameter>", expression));
        Failure::within(shifted(error.diagnostic(), BEFORE.len()), &source)
    })?;
    let value = answer.rows().first().and_then(|row| row.first()).cloned();
    Ok(value.unwrap_or_default())
}

/// The problem with its places moved to the left by as many bytes.
fn shifted(problem: &Diagnostic, by: usize) -> Diagnostic {
    let by = by as u32;
    let mut moved = Diagnostic::new(problem.code(), problem.message());
    if let Some(span) = problem.span() {
        moved = moved.at(Span {
            start: span.start.saturating_sub(by),
            end: span.end.saturating_sub(by),
        });
    }
    for hint in problem.hints() {
        moved = moved.hint(hint);
    }
    moved
}

/// Is there room to read this JSON?
pub(crate) fn expect_room_for_json(
    text: &str,
    name: &str,
    limit: Option<usize>,
) -> crate::diagnostic::Result<()> {
    match limit {
        Some(limit) if json::reading_bytes(text) > limit => {
            let message = format!(
                "reading {name}, which is {} long, needs more memory than the limit of {}",
                size_in_words(text.len()),
                size_in_words(limit)
            );
            Err(Diagnostic::new(Code::MemoryLimit, message).hint(
                "hand large data over in several requests, import it from a file, or raise the limit",
            ))
        }
        _ => Ok(()),
    }
}

/// `name => expression` as the name and the text of the expression; `None` when it does not have this form.
pub fn split_assignment(text: &str) -> Option<(&str, &str)> {
    let (name, expression) = text.split_once("=>")?;
    let name = name.trim();
    let name = name.strip_prefix('$').unwrap_or(name);
    let name = name
        .strip_prefix('`')
        .and_then(|name| name.strip_suffix('`'))
        .unwrap_or(name);
    (!name.is_empty()).then_some((name, expression.trim()))
}

/// The parameters of a JSON file: an object from names to values, if there is room for them within a memory limit.
pub fn from_json_file(path: &Path, limit: Option<usize>) -> Result<Map> {
    let source = Arc::new(read_file_within(path, limit)?);
    expect_room_for_json(&source.text, &source.name, limit)?;
    let within = |problem| Failure::within(problem, &source);
    let parsed = json::parse(&source.text).map_err(within)?;
    let whole = Span::new(0, source.text.trim_end().len());
    let refused =
        |message: String| within(Diagnostic::new(Code::InvalidParameters, message).at(whole));
    match json::from_json(&parsed) {
        Ok(Value::Map(map)) => Ok(map),
        Ok(_) => Err(refused(
            "parameters are an object from names to values".to_owned(),
        )),
        Err(problem) => Err(refused(problem.to_string())),
    }
}
