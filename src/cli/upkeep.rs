//! `quipu check` (of files), `backup`, `compact`, `dump` and `restore`: looking after database files. In: names. Out: files and a
//! report. Knows nothing of bytes and queries.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::{Ended, Exit, Result};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Database;
use crate::format::{dump, reason};
use crate::graph::durable::{self, Keep, OpenOptions, Report};
use crate::shell::{Failure, create, is_database, is_whole, open};
use crate::source::Source;
use crate::value::Map;

/// Says whether the files of a database are as they should be.
pub(super) fn check_files(name: &str, out: &mut dyn Write) -> Result<bool> {
    expect_database(name)?;
    let report = durable::check(name).map_err(|problem| Ended::cannot_open(problem.into()))?;
    out.write_all(shown(name, &report).as_bytes())?;
    Ok(report.is_sound())
}

fn shown(name: &str, report: &Report) -> String {
    let verdict = match report.problems.len() {
        0 => "sound".to_owned(),
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    };
    let mut text = format!(
        "{name}: {verdict}\n  {} nodes and {} relationships after commit {}\n  \
         snapshot of commit {}, {} bytes; history from commit {} on, {} bytes\n",
        report.nodes,
        report.relationships,
        report.last_commit,
        report.snapshot_commit,
        report.snapshot_bytes,
        report.first_commit,
        report.log_bytes,
    );
    if report.unfinished_bytes > 0 {
        let bytes = report.unfinished_bytes;
        text += &format!("  {bytes} bytes of a commit cut short; opening for writing drops them\n");
    }
    for problem in &report.problems {
        text += &format!("  problem: {problem}\n");
    }
    text
}

/// Copies a database, history included, to where nothing is; into a folder under its own name.
pub(super) fn run_backup(name: &str, to: &str) -> Result<Exit> {
    expect_database(name)?;
    let mut target = PathBuf::from(to);
    if target.is_dir()
        && let Some(own) = Path::new(name).file_name()
    {
        target.push(own);
    }
    let extension = target.extension().unwrap_or_default();
    if !extension.eq_ignore_ascii_case("quipu") {
        return Err(no_name(&target.display().to_string()));
    }
    let options = OpenOptions::new().read_only(true);
    let database = open(name, &options).map_err(Ended::cannot_open)?;
    database.graph().backup(&target)?;
    let version = database.version();
    let target = target.display();
    let commit = version.commit_number();
    let line = format!("{target}: commit {commit}, with its history\n");
    std::io::stderr().write_all(line.as_bytes())?;
    Ok(Exit::Ok)
}

/// Forgets the oldest part of a history.
pub(super) fn run_compact(name: &str, keep: &Keep) -> Result<Exit> {
    expect_database(name)?;
    let options = OpenOptions::new().create(false);
    let database = open(name, &options).map_err(Ended::cannot_open)?;
    let before = database.log()?.len();
    database.graph().compact(keep)?;
    let log = database.log()?;
    let first = log.first().map_or(0, |commit| commit.number);
    let dropped = before - log.len();
    let line =
        format!("{name}: {dropped} commits forgotten; the history begins with commit {first}\n");
    std::io::stderr().write_all(line.as_bytes())?;
    Ok(Exit::Ok)
}

/// Writes a graph as statements that make it again.
pub(super) fn run_dump(name: &str, to: Option<&str>) -> Result<Exit> {
    let mut options = OpenOptions::new();
    if is_database(Path::new(name)) {
        options = options.read_only(true);
    }
    let database = open(name, &options).map_err(Ended::cannot_open)?;
    let version = database.version();
    let Some(to) = to else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        dump(&version, &mut out)?;
        out.flush()?;
        return Ok(Exit::Ok);
    };
    crate::shell::write_beside(Path::new(to), |out| dump(&version, out))?;
    Ok(Exit::Ok)
}

/// Makes a database of the statements of a dump: of all of them, or there is none.
pub(super) fn run_restore(file: &str, name: &str) -> Result<Exit> {
    if !is_database(Path::new(name)) {
        return Err(no_name(name));
    }
    let label = format!("restore {file}");
    let mut restored = (0, 0);
    create(Path::new(name), &label, || {
        let database = Database::new();
        replay(file, &database)?;
        let version = database.version();
        restored = (version.node_count(), version.relationship_count());
        Ok(database.graph().clone())
    })?;
    let line = format!(
        "{name}: {} nodes and {} relationships\n",
        restored.0, restored.1
    );
    std::io::stderr().write_all(line.as_bytes())?;
    Ok(Exit::Ok)
}

/// Runs the statements of a file one after the other, reading no more of it than one of them at a time.
fn replay(file: &str, database: &Database) -> std::result::Result<(), Failure> {
    let unreadable = |error: &std::io::Error| {
        let message = format!("`{file}` cannot be read: {}", reason(error));
        Failure::new(Code::FileNotReadable, message)
    };
    let opened = std::fs::File::open(file).map_err(|error| unreadable(&error))?;
    let mut lines = BufReader::new(opened);
    let mut session = database.session();
    let (mut text, mut line, mut first_line) = (String::new(), 0, 1);
    loop {
        let read = lines.read_line(&mut text);
        let ended = read.map_err(|error| unreadable(&error))? == 0;
        line += 1;
        let ends = ended || text.trim_end().ends_with(';');
        if !ends || !(ended || is_whole(&text)) {
            continue;
        }
        let source = Arc::new(Source::new(
            format!("{file}, from line {first_line} on"),
            text,
        ));
        for span in crate::syntax::split_script(&source.text) {
            let statement = span.slice(&source.text);
            session
                .run(statement, &Map::new())
                .map_err(|error| error.within(Arc::clone(&source), span.start as usize))?;
        }
        if ended {
            break;
        }
        text = String::new();
        first_line = line + 1;
    }
    if session.in_transaction() {
        let message = format!("`{file}` opens a transaction that it does not end");
        return Err(Diagnostic::new(Code::TransactionState, message).into());
    }
    Ok(())
}

fn no_name(name: &str) -> Ended {
    let message = format!("`{name}` is no name of a database file; it ends in .quipu");
    Failure::new(Code::Usage, message).into()
}

fn expect_database(name: &str) -> Result<()> {
    if is_database(Path::new(name)) {
        return Ok(());
    }
    let message = format!("`{name}` is no database file");
    Err(Ended::cannot_open(
        Diagnostic::new(Code::CannotOpen, message)
            .hint("a database file ends in .quipu")
            .into(),
    ))
}
