//! Is a database as it should be?
//!
//! In: a path. Out: a report: what is there, and everything that is wrong. Checks the checksums of both files, the
//! structure of the graph ([`structure`]), and that carrying out the whole history gives the very graph that the
//! snapshot holds ([`same`]). Changes nothing; another process may be at work. Knows nothing of repairing.

mod same;
mod structure;

use std::path::Path;
use std::sync::Arc;

use super::backend::disk::Directory;
use super::backend::{Blob, Part, Storage};
use super::bytes::Broken;
use super::history::{beginning, carry_out_record};
use super::log::{HEAD, LogHead, LogReader, Next};
use super::problem::{damaged, unreadable};
use super::replay::Replay;
use super::snapshot::{self, About};
use super::torn::TornTail;
use crate::diagnostic::{Diagnostic, Interrupt, Result};
use crate::graph::version::Version;

/// Problems told at most.
const MOST: usize = 100;

/// What a database is like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The last commit.
    pub last_commit: u64,
    /// The commit that the newest snapshot holds.
    pub snapshot_commit: u64,
    /// The commit that the history begins with; 0 is the empty graph.
    pub first_commit: u64,
    /// Bytes of the snapshot.
    pub snapshot_bytes: u64,
    /// Bytes of the log.
    pub log_bytes: u64,
    /// Bytes at the end of the log that are no commit; opening for writing moves them to a file of their own.
    pub torn: Option<TornTail>,
    /// How many nodes there are after the last commit.
    pub nodes: usize,
    /// How many relationships there are after the last commit.
    pub relationships: usize,
    /// What is wrong, one sentence each; the first hundred.
    pub problems: Vec<String>,
}

impl Report {
    /// Is nothing wrong?
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    fn note(&mut self, problem: impl Into<String>) {
        if self.problems.len() < MOST {
            self.problems.push(problem.into());
        }
    }

    fn keep<T>(&mut self, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.note(problem.message());
                None
            }
        }
    }
}

/// Checks the database at `path`. What is wrong with it stands in the report; an error means that there is none.
pub fn check(path: impl AsRef<Path>) -> Result<Report> {
    check_in(&Directory::at(path.as_ref())?)
}

pub(in crate::graph) fn check_in(storage: &dyn Storage) -> Result<Report> {
    let mut report = Report::default();
    let find = |part| {
        let name = storage.name(part);
        storage
            .find(part)
            .map_err(|error| unreadable(&name, &error))
    };
    let snapshot = find(Part::Snapshot)?;
    let log = find(Part::Log)?;
    if snapshot.is_none() && log.is_none() {
        let message = format!("there is no database {}", storage.name(Part::Snapshot));
        return Err(Diagnostic::new(
            crate::diagnostic::Code::CannotOpen,
            message,
        ));
    }
    let newest = check_snapshot(storage, Part::Snapshot, snapshot, &mut report);
    if let Some((about, version)) = &newest {
        report.snapshot_commit = about.commit;
        report.last_commit = about.commit;
        report.nodes = version.node_count();
        report.relationships = version.relationship_count();
    }
    let Some(log) = log else {
        report.note(format!("{} is missing", storage.name(Part::Log)));
        return Ok(report);
    };
    let past = match find(Part::Past)? {
        None => None,
        found => check_snapshot(storage, Part::Past, found, &mut report),
    };
    let checked = check_log(storage, &log, past, newest, &mut report);
    report.keep(checked);
    Ok(report)
}

fn check_snapshot(
    storage: &dyn Storage,
    part: Part,
    file: Option<Arc<dyn Blob>>,
    report: &mut Report,
) -> Option<(About, Version)> {
    let name = storage.name(part);
    let Some(file) = file else {
        report.note(format!("{name} is missing"));
        return None;
    };
    if part == Part::Snapshot {
        report.snapshot_bytes = file.len().unwrap_or_default();
    }
    let (about, version) = report.keep(snapshot::read(&*file, &name))?;
    structure::check(&version, &mut |problem| {
        report.note(format!("{name}: {problem}"));
    });
    Some((about, version))
}

/// Carries out the whole history, from the state it begins with.
fn check_log(
    storage: &dyn Storage,
    file: &Arc<dyn Blob>,
    past: Option<(About, Version)>,
    newest: Option<(About, Version)>,
    report: &mut Report,
) -> Result<()> {
    let name = storage.name(Part::Log);
    let head = LogHead::read(&**file, &name)?;
    let length = file.len().map_err(|error| unreadable(&name, &error))?;
    report.log_bytes = length;
    report.first_commit = head.base;
    for (part, state) in [(Part::Past, &past), (Part::Snapshot, &newest)] {
        if let Some((about, _)) = state
            && about.database != head.database
        {
            let other = storage.name(part);
            report.note(format!(
                "{name} is the log of another database than {other}"
            ));
            return Ok(());
        }
    }
    if let Some((about, _)) = &newest
        && about.generation == head.generation
        && about.log_at > length
    {
        report.note(format!(
            "{name} ends at byte {length}, but commit {} ends at byte {}",
            about.commit, about.log_at
        ));
    }
    let empty = (beginning(&head), Version::default());
    if let Some((about, _)) = &past
        && head.base > 0
    {
        // Later than the log when shortening the history was interrupted.
        report.first_commit = about.commit.max(head.base);
    }
    let start = match (head.base, past, &newest) {
        (0, ..) => Some(empty),
        (_, Some(past), _) if past.0.commit >= head.base => Some(past),
        (_, _, Some(newest)) => Some(newest.clone()),
        _ => None,
    };
    if start
        .as_ref()
        .is_some_and(|(about, _)| about.commit > report.first_commit)
    {
        report.note(format!(
            "the state after commit {}, with which the history begins, is missing",
            head.base
        ));
    }
    let mut replay = start.map(|(about, version)| (about.commit, Replay::new(version)));
    let mut reader = LogReader::new(Arc::clone(file), &name, HEAD as u64, head.base, length);
    loop {
        if let Some((about, version)) = &newest
            && reader.last() == about.commit
            && let Some((from, state)) = replay.take()
        {
            // Twice here, before and after a mark, does no harm.
            let state = state.finish(about.commit);
            if from < about.commit {
                same::compare(&state, version, &mut |difference| {
                    report.note(format!(
                        "the history up to commit {} does not lead to the snapshot: {difference}",
                        about.commit
                    ));
                });
            }
            replay = Some((about.commit, Replay::new(state)));
        }
        let at = reader.at();
        match reader.next()? {
            Next::End => break,
            Next::Record(record) => {
                if let Some((from, replay)) = &mut replay
                    && record.head.commit > *from
                {
                    carry_out_record(&record, replay, &Interrupt::default())
                        .map_err(|Broken(what)| damaged(&name, at, &what))?;
                }
            }
            Next::Bad(why) => {
                if reader.was_safe()? {
                    return Err(damaged(&name, at, &why));
                }
                report.torn = Some(reader.torn()?);
                break;
            }
        }
    }
    report.last_commit = reader.last();
    if report.last_commit < report.snapshot_commit {
        report.note(format!(
            "the log ends with commit {}, the snapshot with {}",
            report.last_commit, report.snapshot_commit
        ));
    }
    if let Some((_, replay)) = replay {
        let version = replay.finish(report.last_commit);
        report.nodes = version.node_count();
        report.relationships = version.relationship_count();
        structure::check(&version, &mut |problem| {
            report.note(format!("after the last commit: {problem}"));
        });
    }
    Ok(())
}
