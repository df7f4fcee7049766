//! The history: which commits there were, and what the graph was after each.
//!
//! In: a commit number or an instant. Out: commits, their changes, or the version of that time, by carrying out the log
//! from the nearest snapshot before it. Knows nothing of writing.

use std::sync::Arc;

use super::backend::{Blob, Part, Stoppable, Storage, stoppable};
use super::bytes::Broken;
use super::log::{HEAD, LogHead, LogReader, Next, Record};
use super::options::{At, Commit, Keep, instant, nanoseconds};
use super::problem::{damaged, unreadable};
use super::record::{self, Kind};
use super::replay::Replay;
use super::snapshot::{self, About};
use super::store::Store;
use super::upkeep::Beginning;
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::graph::version::Version;
use crate::graph::write::Change;

impl Store {
    /// All commits that the history holds, oldest first.
    pub(in crate::graph) fn commits(&self) -> Result<Vec<Commit>> {
        let mut commits = Vec::new();
        self.each_record(&Interrupt::default(), |record| {
            let (label, changes) = record::label(record.bytes)?;
            let (number, label) = (record.head.commit, label.to_owned());
            commits.push((number, record.head.instant, label, changes));
            Ok(true)
        })?;
        commits
            .into_iter()
            .map(|(number, nanoseconds, label, changes)| {
                Ok(Commit {
                    number,
                    instant: instant(nanoseconds)?,
                    label,
                    changes,
                })
            })
            .collect()
    }

    /// What the commit with this number changed, in order.
    pub(in crate::graph) fn changes(&self, number: u64) -> Result<Vec<Change>> {
        let mut found = None;
        self.each_record(&Interrupt::default(), |record| {
            if record.head.commit == number && record.head.kind == Kind::Commit {
                let mut changes = Vec::new();
                record::changes(record.bytes, |change| {
                    changes.push(change);
                    Ok(())
                })?;
                found = Some(changes);
            }
            Ok(record.head.commit < number)
        })?;
        found.ok_or_else(|| self.not_in_history(&format!("the changes of commit {number}")))
    }

    /// What the graph was at a moment.
    pub(in crate::graph) fn version_at(&self, at: &At) -> Result<Arc<Version>> {
        let present = self.published.load_full();
        let number = match at {
            At::Commit(number) => *number,
            At::Instant(moment) => {
                let moment = nanoseconds(moment);
                match self.last_until(moment, &Interrupt::default())? {
                    Some(base) => base.number,
                    None => {
                        return Err(self.not_in_history("the state of the graph at that time"));
                    }
                }
            }
        };
        if number == present.commit {
            return Ok(present);
        }
        if number > present.commit {
            let message = format!(
                "there is no commit {number} yet; the last one is {}",
                present.commit
            );
            return Err(Diagnostic::new(Code::NumberOutOfRange, message));
        }
        // Files may be given other names between two looks; that happens rarely, and not twice in a row.
        let never = Interrupt::default();
        self.version_of(number, &never)
            .or_else(|_| self.version_of(number, &never))
    }

    /// What an earlier commit led to.
    pub(super) fn version_of(&self, number: u64, interrupt: &Interrupt) -> Result<Arc<Version>> {
        let (file, head, end) = {
            let tail = self.tail();
            let file = stoppable(Arc::clone(&tail.file), interrupt);
            (file, tail.head, tail.at)
        };
        let storage = Stoppable {
            storage: &*self.storage,
            interrupt,
        };
        // What the history holds no more is not to be had by luck.
        let remembered = self.remembered().nearest(number);
        let remembered = remembered.filter(|found| head.base <= found.about.commit);
        if let Some(found) = &remembered
            && found.about.commit == number
        {
            return Ok(Arc::clone(&found.version));
        }
        let mut nearest = None;
        for part in [Part::Past, Part::Snapshot] {
            let name = self.name(part);
            let found = (&storage as &dyn Storage).find(part);
            let Some(file) = found.map_err(|error| unreadable(&name, &error))? else {
                continue;
            };
            let about = snapshot::read_about(&*file, &name)?;
            let inside = head.base <= about.commit && about.commit <= number;
            if inside && about.database == head.database {
                nearest = Some((file, name, about.commit));
            }
        }
        let remembered = remembered.filter(|remembered| {
            let commit = remembered.about.commit;
            nearest.as_ref().is_none_or(|nearest| nearest.2 < commit)
        });
        let (about, version) = match (remembered, nearest) {
            (Some(Remembered { about, version }), _) => (about, version.as_ref().clone()),
            (None, Some((file, name, _))) => snapshot::read(&*file, &name)?,
            (None, None) if head.base == 0 => (beginning(&head), Version::default()),
            (None, None) => {
                return Err(self.not_in_history(&format!("the graph after commit {number}")));
            }
        };
        let mut reader = log_after(file, &self.name(Part::Log), &head, &about, end)?;
        let mut replay = Replay::new(version);
        while reader.last() < number {
            carry_out(&mut reader, &mut replay, interrupt)?;
        }
        let version = Arc::new(replay.finish(number));
        self.remembered().add(Remembered {
            about: About {
                commit: number,
                generation: head.generation,
                log_at: reader.at(),
                ..about
            },
            version: Arc::clone(&version),
        });
        Ok(version)
    }

    /// Goes through what the commits after `first` up to `last` changed, in order.
    pub(in crate::graph) fn each_change(
        &self,
        first: u64,
        last: u64,
        mut each: impl FnMut(Change),
    ) -> Result<()> {
        self.each_record(&Interrupt::default(), |record| {
            let number = record.head.commit;
            if first < number && number <= last && record.head.kind == Kind::Commit {
                record::changes(record.bytes, |change| {
                    each(change);
                    Ok(())
                })?;
            }
            Ok(number < last)
        })
    }

    /// The last commit that was not after `moment`; `None` when the history begins later.
    fn last_until(&self, moment: i64, interrupt: &Interrupt) -> Result<Option<Beginning>> {
        let head = self.tail().head;
        let mut found = (head.base == 0 || head.base_instant <= moment).then(|| Beginning {
            number: head.base,
            instant: head.base_instant,
            label: String::new(),
        });
        self.each_record(interrupt, |record| {
            if record.head.instant > moment {
                return Ok(false);
            }
            found = Some(Beginning {
                number: record.head.commit,
                instant: record.head.instant,
                label: record::label(record.bytes)?.0.to_owned(),
            });
            Ok(true)
        })?;
        Ok(found)
    }

    /// The commit that the history begins with when only so much of it is kept.
    pub(super) fn beginning(&self, keep: &Keep, interrupt: &Interrupt) -> Result<Beginning> {
        let head = self.tail().head;
        let number = match keep {
            Keep::Since(moment) => {
                let found = self.last_until(nanoseconds(moment), interrupt)?;
                found.map_or(head.base, |found| found.number)
            }
            Keep::Commits(count) => {
                let last = self.tail().version.commit;
                last.saturating_sub(*count).max(head.base)
            }
        };
        let mut beginning = Beginning {
            number,
            instant: head.base_instant,
            label: String::new(),
        };
        self.each_record(interrupt, |record| {
            if record.head.commit == number {
                beginning.instant = record.head.instant;
                record::label(record.bytes)?
                    .0
                    .clone_into(&mut beginning.label);
            }
            Ok(record.head.commit < number)
        })?;
        Ok(beginning)
    }

    /// Goes through all published commits until `each` says that it is enough.
    fn each_record(
        &self,
        interrupt: &Interrupt,
        mut each: impl FnMut(&Record<'_>) -> Result<bool, Broken>,
    ) -> Result<()> {
        let last = self.published.load().commit;
        let mut reader = self.whole_log(interrupt);
        loop {
            let at = reader.at();
            match reader.next()? {
                Next::End => return Ok(()),
                Next::Bad(why) => return Err(damaged(&self.name(Part::Log), at, &why)),
                Next::Record(record) if record.head.kind == Kind::Mark => {}
                Next::Record(record) if record.head.commit > last => return Ok(()),
                Next::Record(record) => {
                    let more = each(&record)
                        .map_err(|Broken(what)| damaged(&self.name(Part::Log), at, &what))?;
                    if !more {
                        return Ok(());
                    }
                }
            }
        }
    }

    fn not_in_history(&self, what: &str) -> Diagnostic {
        let base = self.tail().head.base;
        // After shortening the history was interrupted, the log may begin before the state it needs.
        let past = match self.storage.find(Part::Past) {
            Ok(Some(file)) => snapshot::read_about(&*file, &self.name(Part::Past)).ok(),
            _ => None,
        };
        let first = past.map_or(base, |past| past.commit.max(base));
        let message = format!("{what} is not known: the history begins with commit {first}");
        Diagnostic::new(Code::NumberOutOfRange, message)
    }
}

/// A version of the past that was asked for, and where in the log it was.
#[derive(Debug, Clone)]
struct Remembered {
    about: About,
    version: Arc<Version>,
}

/// The versions of the past that were asked for last: who asks for one often asks for it again, or for one nearby.
#[derive(Debug, Default)]
pub(super) struct Past(Vec<Remembered>);

impl Past {
    /// So many small versions are kept.
    const MOST: usize = 4;
    /// A version is small when it has no more nodes and relationships; of larger ones one is kept.
    const SMALL: usize = 1 << 18;

    /// The newest one that is not newer than commit `number`.
    fn nearest(&self, number: u64) -> Option<Remembered> {
        let old_enough = self.0.iter().filter(|past| past.about.commit <= number);
        old_enough.max_by_key(|past| past.about.commit).cloned()
    }

    fn add(&mut self, new: Remembered) {
        let size = new.version.node_count() + new.version.relationship_count();
        let most = if size > Self::SMALL { 1 } else { Self::MOST };
        self.0.retain(|past| past.about.commit != new.about.commit);
        let surplus = (self.0.len() + 1).saturating_sub(most);
        self.0.drain(..surplus);
        self.0.push(new);
    }
}

/// The empty graph, with which a history begins that was never shortened.
pub(super) fn beginning(head: &LogHead) -> About {
    About {
        database: head.database,
        commit: 0,
        instant: head.base_instant,
        generation: head.generation,
        log_at: HEAD as u64,
    }
}

/// The log from just after the state of a snapshot.
pub(super) fn log_after(
    file: Arc<dyn Blob>,
    name: &str,
    head: &LogHead,
    about: &About,
    end: u64,
) -> Result<LogReader> {
    if head.base > about.commit {
        let what = format!(
            "the log begins with commit {}, the snapshot ends with {}",
            head.base, about.commit
        );
        return Err(damaged(name, 40, &what));
    }
    if about.generation == head.generation {
        if about.log_at < HEAD as u64 || about.log_at > end {
            let what = format!(
                "the log ends here, but commit {} ends at byte {}",
                about.commit, about.log_at
            );
            return Err(damaged(name, end, &what));
        }
        return Ok(LogReader::new(file, name, about.log_at, about.commit, end));
    }
    // The log was rewritten since; the place must be looked for.
    let mut reader = LogReader::new(file, name, HEAD as u64, head.base, end);
    while reader.last() < about.commit {
        let at = reader.at();
        match reader.next()? {
            Next::Record(_) => {}
            Next::End => {
                let what = format!("the log ends before commit {}", about.commit);
                return Err(damaged(name, at, &what));
            }
            Next::Bad(why) => return Err(damaged(name, at, &why)),
        }
    }
    Ok(reader)
}

/// Carries out the next record. Its end, or one that cannot be, is damage here.
fn carry_out(reader: &mut LogReader, replay: &mut Replay, interrupt: &Interrupt) -> Result<()> {
    let at = reader.at();
    let name = reader.name().to_owned();
    match reader.next()? {
        Next::End => Err(damaged(&name, at, "the log ends here, too early")),
        Next::Bad(why) => Err(damaged(&name, at, &why)),
        Next::Record(record) => carry_out_record(&record, replay, interrupt)
            .map_err(|Broken(what)| damaged(&name, at, &what)),
    }
}

/// Changes carried out between two looks at whether to go on.
const STEPS: usize = 1 << 12;

/// Carries out what a record says. When `interrupt` stops that it is broken too: who asked for it learns the reason there.
pub(super) fn carry_out_record(
    record: &Record<'_>,
    replay: &mut Replay,
    interrupt: &Interrupt,
) -> Result<(), Broken> {
    let mut left = STEPS;
    let change = |change| {
        left -= 1;
        if left == 0 {
            left = STEPS;
            let stopped = |problem: Diagnostic| Broken(problem.message().to_owned());
            interrupt.check().map_err(stopped)?;
        }
        replay.change(change)
    };
    match record.head.kind {
        Kind::Commit => record::changes(record.bytes, change)
            .map_err(|Broken(what)| Broken(format!("commit {}: {what}", record.head.commit))),
        Kind::Base | Kind::Mark => Ok(()),
    }
}
