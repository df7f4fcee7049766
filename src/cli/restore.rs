//! `quipu restore`: a database of the statements of a dump, or of any script. In: names. Out: a database of all of them,
//! or none. Knows nothing of what the statements mean.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Arc;

use super::exit::{Exit, Result};
use super::upkeep::no_name;
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Database;
use crate::format::{DumpPromise, reason};
use crate::shell::{Failure, counted, create, is_database};
use crate::source::Source;
use crate::syntax::split_part;
use crate::value::Map;

/// Makes a database of the statements of a dump: of all of them, or there is none.
pub(super) fn run_restore(file: &str, name: &str) -> Result<Exit> {
    if !is_database(Path::new(name)) {
        return Err(no_name(name));
    }
    let label = format!("restore {file}");
    let mut restored = (0, 0);
    create(Path::new(name), &label, || {
        let database = Database::new();
        let promise = replay(file, &database)?;
        let version = database.version();
        promise
            .check(&version)
            .map_err(|problem| about(file, &problem))?;
        restored = (version.node_count(), version.relationship_count());
        Ok(database.graph().clone())
    })?;
    let (nodes, relationships) = (
        counted(restored.0, "node", "nodes"),
        counted(restored.1, "relationship", "relationships"),
    );
    let line = format!("{name}: {nodes} and {relationships}\n");
    std::io::stderr().write_all(line.as_bytes())?;
    Ok(Exit::Ok)
}

/// Runs the statements of a file one after the other, reading no more of it than one of them at a time.
fn replay(file: &str, database: &Database) -> std::result::Result<DumpPromise, Failure> {
    let unreadable = |error: &std::io::Error| {
        let message = format!("`{file}` cannot be read: {}", reason(error));
        Failure::new(Code::FileNotReadable, message)
    };
    let opened = std::fs::File::open(file).map_err(|error| unreadable(&error))?;
    let mut lines = BufReader::new(opened);
    let mut session = database.session();
    let mut promise = DumpPromise::default();
    let (mut text, mut line, mut first_line) = (String::new(), 0, 1);
    let (mut in_statement, mut is_empty) = (false, true);
    loop {
        let begun = text.len();
        let read = lines.read_line(&mut text);
        let ended = read.map_err(|error| unreadable(&error))? == 0;
        line += 1;
        if line == 1 && text.starts_with('\u{feff}') {
            text.remove(0);
        }
        let added = text.get(begun..).unwrap_or_default();
        if !in_statement {
            promise
                .read(added)
                .map_err(|problem| about(file, &problem))?;
            in_statement = !is_aside(added);
        }
        // Nothing else can be the end of a statement; what is long is cut up once.
        if !ended && !text.trim_end().ends_with(';') {
            continue;
        }
        let (statements, goes_on) = split_part(&text);
        if goes_on && !ended {
            continue;
        }
        let source = Arc::new(Source::new(
            format!("{file}, from line {first_line} on"),
            text,
        ));
        is_empty &= statements.is_empty();
        for span in statements {
            let statement = span.slice(&source.text);
            promise.read_statement(statement);
            session
                .run(statement, &Map::new())
                .map_err(|error| error.within(Arc::clone(&source), span.start as usize))?;
        }
        if ended {
            break;
        }
        text = String::new();
        in_statement = false;
        first_line = line + 1;
    }
    if session.in_transaction() {
        let message = format!("`{file}` opens a transaction that it does not end");
        return Err(Diagnostic::new(Code::TransactionState, message).into());
    }
    if is_empty && !promise.is_dump() {
        // What is left of a dump that was cut off at its very beginning looks like this.
        let message = format!("`{file}` holds no statement, so there is nothing to restore");
        return Err(Diagnostic::new(Code::InvalidGraphData, message).into());
    }
    Ok(promise)
}

/// Does no statement stand on this line?
fn is_aside(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with("//")
}

/// A problem with the file as a whole.
fn about(file: &str, problem: &Diagnostic) -> Failure {
    let message = format!("`{file}`: {}", problem.message());
    let problem = problem
        .hints()
        .iter()
        .fold(Diagnostic::new(problem.code(), message), Diagnostic::hint);
    problem.into()
}
