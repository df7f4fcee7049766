//! `quipu check` (of files), `backup`, `compact` and `dump`: looking after database files. In: names. Out: files and a
//! report. Knows nothing of bytes and queries.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::exit::{Ended, Exit, Result};
use super::run::to_look_at;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::dump;
use crate::graph::durable::{self, Keep, OpenOptions, Original, Report};
use crate::shell::{
    Failure, Interrupts, counted, expect_there, is_database, open, open_until, write_until,
};

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
        count => counted(count, "problem", "problems"),
    };
    let mut text = format!(
        "{name}: {verdict}\n  {} and {} after commit {}\n  \
         snapshot of commit {}, {} bytes; history from commit {} on, {} bytes\n",
        counted(report.nodes, "node", "nodes"),
        counted(report.relationships, "relationship", "relationships"),
        report.last_commit,
        report.snapshot_commit,
        report.snapshot_bytes,
        report.first_commit,
        report.log_bytes,
    );
    if let Some(torn) = &report.torn {
        text += &format!("  note: {torn}; opening for writing moves them to {name}-torn\n");
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
    let interrupts = Interrupts::install();
    let original = Original::at(name).map_err(|problem| Ended::cannot_open(problem.into()))?;
    if let Some(torn) = original.torn_tail() {
        let _ = writeln!(std::io::stderr(), "note: {torn}");
    }
    let commit = interrupts.until(|interrupt| original.backup_until(&target, interrupt))?;
    let target = target.display();
    let line = format!("{target}: commit {commit}, with its history\n");
    std::io::stderr().write_all(line.as_bytes())?;
    Ok(Exit::Ok)
}

/// Forgets the oldest part of a history.
pub(super) fn run_compact(name: &str, keep: &Keep) -> Result<Exit> {
    expect_database(name)?;
    let interrupts = Interrupts::install();
    let (before, log) = interrupts.until(|interrupt| {
        let options = OpenOptions::new().create(false);
        let database = open_until(name, &options, interrupt).map_err(Ended::cannot_open)?;
        let before = database.log()?.len();
        database.graph().compact_until(keep, interrupt)?;
        Ok::<_, Ended>((before, database.log()?))
    })?;
    let first = log.first().map_or(0, |commit| commit.number);
    let dropped = before - log.len();
    let dropped = counted(dropped, "commit", "commits");
    let line = format!("{name}: {dropped} forgotten; the history begins with commit {first}\n");
    std::io::stderr().write_all(line.as_bytes())?;
    Ok(Exit::Ok)
}

/// Writes a graph as statements that make it again.
pub(super) fn run_dump(name: &str, to: Option<&str>) -> Result<Exit> {
    let interrupts = Interrupts::install();
    // As long as there is no file of ours, Ctrl-C ends the process.
    let database = open(name, &to_look_at(name)).map_err(Ended::cannot_open)?;
    let version = database.version();
    let Some(to) = to else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        dump(&version, &mut out)?;
        out.flush()?;
        return Ok(Exit::Ok);
    };
    interrupts
        .until(|interrupt| write_until(Path::new(to), interrupt, |out| dump(&version, out)))?;
    Ok(Exit::Ok)
}

pub(super) fn no_name(name: &str) -> Ended {
    let message = format!("`{name}` is no name of a database file; it ends in .quipu");
    Failure::new(Code::Usage, message).into()
}

fn expect_database(name: &str) -> Result<()> {
    if is_database(Path::new(name)) {
        return Ok(());
    }
    let message = format!("`{name}` is no database file");
    let no_database = Diagnostic::new(Code::CannotOpen, message);
    let problem = expect_there(Path::new(name)).err().unwrap_or(no_database);
    let problem = problem.hint("a database file ends in .quipu");
    Err(Ended::cannot_open(problem.into()))
}
