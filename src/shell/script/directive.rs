//! The directives of a script: `// @title`, `// @graph`, `// @param`, `// @expect`.
//!
//! In: the text. Out: a [`Script`], or what is wrong with a directive and where. Knows nothing of how scripts run.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::cell::split;
use super::{Expectation, Expected, Parameter, Script, Step};
use crate::diagnostic::{Code, Diagnostic, Result, nearest};
use crate::procedure::ProcedureType;
use crate::source::{Source, Span};
use crate::syntax::split_script;

const NAMES: [&str; 4] = ["title", "graph", "param", "expect"];

/// Reads a script.
pub(super) fn parse(source: &Arc<Source>) -> Result<Script> {
    let text = &source.text;
    let steps = split_script(text)
        .into_iter()
        .map(|span| Step {
            statement: span.start as usize..span.end as usize,
            expected: None,
        })
        .collect();
    let mut script = Script {
        source: Arc::clone(source),
        title: None,
        graph: None,
        parameters: Vec::new(),
        steps,
    };
    let mut lines = lines(text).into_iter().peekable();
    while let Some(line) = lines.next() {
        let inside = |step: &Step| step.statement.contains(&line.start);
        let Some(body) = directive(&text[line.clone()]) else {
            continue;
        };
        if script.steps.iter().any(inside) {
            continue;
        }
        let span = Span::new(line.start, line.end);
        let (name, rest) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
        let rest = rest.trim();
        match name {
            "title" => script.title = Some(rest.to_owned()),
            "graph" => {
                in_head(&script, &line, span)?;
                if rest.is_empty() {
                    return Err(wrong("`@graph` needs a path", span));
                }
                script.graph = Some(PathBuf::from(rest));
            }
            "param" => {
                in_head(&script, &line, span)?;
                script.parameters.push(parameter(rest, span)?);
            }
            "expect" => {
                let mut place = line.clone();
                let mut table: Vec<Vec<String>> = Vec::new();
                while let Some(next) = lines.peek() {
                    let Some(row) = table_line(&text[next.clone()]) else {
                        break;
                    };
                    let row_span = Span::new(next.start, next.end);
                    let cells = split(row)
                        .ok_or_else(|| wrong("a table line ends with a bar", row_span))?;
                    if let Some(header) = table.first()
                        && header.len() != cells.len()
                    {
                        let message = format!(
                            "{} cells, where the table has {} columns",
                            cells.len(),
                            header.len()
                        );
                        return Err(wrong(message, row_span));
                    }
                    table.push(cells);
                    place.end = next.end;
                    lines.next();
                }
                let expected = expected(rest, table, span)?;
                let step = script
                    .steps
                    .iter_mut()
                    .rev()
                    .find(|step| step.statement.end <= line.start)
                    .ok_or_else(|| {
                        wrong("`@expect` stands after the statement it is about", span)
                    })?;
                if step.expected.is_some() {
                    return Err(wrong("the statement has two expected answers", span));
                }
                step.expected = Some(Expectation { expected, place });
            }
            _ => {
                let problem = wrong(format!("there is no directive `@{name}`"), span);
                return Err(match nearest(name, NAMES) {
                    Some(meant) => problem.hint(format!("did you mean `@{meant}`?")),
                    None => problem.hint("there are @title, @graph, @param and @expect"),
                });
            }
        }
    }
    Ok(script)
}

/// Byte ranges of the lines, without their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        lines.push(start..end);
        start += line.len();
    }
    lines
}

/// What stands behind `// @`.
fn directive(line: &str) -> Option<&str> {
    let comment = line.trim_start().strip_prefix("//")?;
    Some(comment.trim_start().strip_prefix('@')?.trim_end())
}

/// The line of a table in a comment, from its first bar on.
fn table_line(line: &str) -> Option<&str> {
    let comment = line.trim_start().strip_prefix("//")?.trim();
    comment.starts_with('|').then_some(comment)
}

fn in_head(script: &Script, line: &Range<usize>, span: Span) -> Result<()> {
    match script.steps.first() {
        Some(first) if first.statement.start < line.start => Err(wrong(
            "this directive stands before the first statement",
            span,
        )),
        _ => Ok(()),
    }
}

/// `NAME: TYPE = EXPR`
fn parameter(text: &str, span: Span) -> Result<Parameter> {
    let form = || wrong("`@param NAME: TYPE = EXPRESSION` is expected", span);
    let (name, rest) = text.split_once(':').ok_or_else(form)?;
    let (ty, default) = match rest.split_once('=') {
        Some((ty, default)) => (ty, Some(default.trim().to_owned())),
        None => (rest, None),
    };
    let name = name.trim().trim_start_matches('$');
    if name.is_empty() || default.as_deref() == Some("") {
        return Err(form());
    }
    let ty = ty.trim();
    Ok(Parameter {
        name: name.to_owned(),
        ty: ProcedureType::parse(ty)
            .ok_or_else(|| wrong(format!("there is no type `{ty}`"), span))?,
        default,
        span,
    })
}

fn expected(text: &str, mut table: Vec<Vec<String>>, span: Span) -> Result<Expected> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ordered = match words.as_slice() {
        ["in", "order"] => true,
        ["in", "any", "order"] => false,
        ["error", detail] if table.is_empty() => return Ok(Expected::Error((*detail).to_owned())),
        _ => {
            return Err(wrong(
                "`@expect in order`, `@expect in any order` or `@expect error DETAIL` is expected",
                span,
            ));
        }
    };
    let columns = if table.is_empty() {
        Vec::new()
    } else {
        table.remove(0)
    };
    Ok(Expected::Rows {
        ordered,
        columns,
        rows: table,
    })
}

fn wrong(message: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidScript, message).at(span)
}
