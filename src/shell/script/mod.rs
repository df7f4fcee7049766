//! Saved scripts: statements with directives in comments, checked against the answers written beside them.
//!
//! In: the text of a script. Out: its parts; answers compared with the expected ones; the text with new expected answers.
//! The format is described in docs/SCRIPTS.md. Knows nothing of the command line.

mod cell;
mod check;
mod directive;
mod expectation;
mod update;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use check::{Difference, compare};
pub use expectation::{Expectation, Expected};
pub use update::updated;

use super::Result;
use super::parameter::evaluate;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::read_file;
use crate::procedure::ProcedureType;
use crate::shell::Failure;
use crate::source::{Source, Span};
use crate::syntax::{Piece, TokenKind, pieces};
use crate::value::{Kind, Map, Value};

/// A script, read.
#[derive(Debug)]
pub struct Script {
    /// Its text and name.
    pub source: Arc<Source>,
    /// What it answers, in a sentence.
    pub title: Option<String>,
    /// The graph it runs on, relative to the script.
    pub graph: Option<PathBuf>,
    /// The parameters it takes.
    pub parameters: Vec<Parameter>,
    /// Its statements in order.
    pub steps: Vec<Step>,
}

/// A declared parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, without the dollar.
    pub name: String,
    /// Its type; any value of it may also be null.
    pub ty: ProcedureType,
    /// The expression after `=`.
    pub default: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// A statement and what is expected of it.
#[derive(Debug)]
pub struct Step {
    /// Where the statement stands.
    pub statement: Range<usize>,
    /// What is expected of it.
    pub expected: Option<Expectation>,
}

impl Script {
    /// Reads a script file.
    pub fn read(path: &Path) -> Result<Self> {
        let mut script = Self::parse(Arc::new(read_file(path)?))?;
        if let (Some(graph), Some(folder)) = (&script.graph, path.parent()) {
            script.graph = Some(folder.join(graph));
        }
        Ok(script)
    }

    /// Reads a script.
    pub fn parse(source: Arc<Source>) -> Result<Self> {
        directive::parse(&source).map_err(|problem| Failure::within(problem, &source))
    }

    /// The names of all parameters it declares or reads.
    pub fn takes(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self
            .parameters
            .iter()
            .map(|parameter| parameter.name.clone())
            .collect();
        for step in &self.steps {
            let statement = &self.source.text[step.statement.clone()];
            names.extend(read_parameters(statement));
        }
        names
    }

    /// The values of the parameters: those given, checked against the declared types, and defaults for the others. A text
    /// given for a date or number is read as one.
    pub fn bind(&self, given: &Map) -> Result<Map> {
        let mut bound = given.clone();
        for parameter in &self.parameters {
            let refused = |message: String| {
                let problem = Diagnostic::new(Code::InvalidParameters, message).at(parameter.span);
                Failure::within(problem, &self.source)
            };
            let value = match (given.get(&parameter.name), &parameter.default) {
                (Some(value), _) => parameter.read_text(value)?,
                (None, Some(expression)) => evaluate(expression, &bound)?,
                (None, None) => {
                    let message = format!("the parameter `{}` must be given", parameter.name);
                    let hint = format!("-P '{} => ...'", parameter.name);
                    let problem = Diagnostic::new(Code::MissingParameter, message)
                        .at(parameter.span)
                        .hint(hint);
                    return Err(Failure::within(problem, &self.source));
                }
            };
            if !value.is_null() && !parameter.ty.accepts(&value) {
                return Err(refused(format!(
                    "the parameter `{}` is of type {}, but this is of type {}",
                    parameter.name,
                    parameter.ty,
                    value.kind().to_string().to_uppercase()
                )));
            }
            bound.insert(parameter.name.as_str(), value);
        }
        Ok(bound)
    }
}

impl Parameter {
    /// A text given on the command line, as a value of the declared type.
    fn read_text(&self, value: &Value) -> Result<Value> {
        let function = match &self.ty.kind {
            Kind::Date => "date",
            Kind::Time => "time",
            Kind::LocalTime => "localtime",
            Kind::DateTime => "datetime",
            Kind::LocalDateTime => "localdatetime",
            Kind::Duration => "duration",
            Kind::Integer => "toInteger",
            Kind::Float | Kind::Number => "toFloat",
            Kind::Boolean => "toBoolean",
            _ => return Ok(value.clone()),
        };
        let Value::String(_) = value else {
            return Ok(value.clone());
        };
        let text: Map = [("text", value.clone())].into_iter().collect();
        let read = evaluate(&format!("{function}($text)"), &text)?;
        // What cannot be read stays a text, and the check of types says so.
        Ok(if read.is_null() { value.clone() } else { read })
    }
}

/// The names of the parameters that a text reads.
pub fn read_parameters(text: &str) -> impl Iterator<Item = String> {
    pieces(text).filter_map(|(piece, _)| match piece {
        Piece::Token(TokenKind::Parameter(name)) => Some(name),
        _ => None,
    })
}

/// The scripts in a file or, with all folders in it, a folder; in order of their names.
pub fn find(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(path, true, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(path: &Path, named: bool, found: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let is_script = ["cypher", "cyp", "cql", "gql"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known));
        // A file that was named is taken whatever it is called.
        if named || is_script {
            found.push(path.to_owned());
        }
        return Ok(());
    }
    let entries = std::fs::read_dir(path).map_err(|error| {
        let message = format!(
            "`{}` cannot be read: {}",
            path.display(),
            crate::format::reason(&error)
        );
        Failure::new(Code::FileNotReadable, message)
    })?;
    for entry in entries {
        collect(&entry?.path(), false, found)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
