//! The open files of a graph: adding commits, making them safe, publishing them.
//!
//! In: a new version with the record of its changes, from the one writer. Out: the version published once it is safe.
//! The writer only appends; then the next writer may go on, and all that wait for the disk share one write and one wait (the
//! first to come does both, for all that were appended by then, and calls one of the rest to be next). Readers see a version
//! only when it is safe; the next writer builds on it at once. Knows nothing of snapshots.
//!
//! Order of locks: `upkeep`, then `tail`, then `safe`; `chores` and `past` alone.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use arc_swap::ArcSwap;

use super::backend::{Blob, Part, Storage, stoppable};
use super::history::Past;
use super::log::{LogHead, bare};
use super::options::{OpenOptions, SyncMode};
use super::problem::unwritable;
use super::record::{self, Head, Kind};
use super::safe::Safe;
use super::snapshot::About;
use super::torn::TornTail;
use super::unwritten::{Group, SHORT, Unwritten};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::graph::version::Version;

/// The open files of a graph.
pub(in crate::graph) struct Store {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) options: OpenOptions,
    pub(super) published: Arc<ArcSwap<Version>>,
    tail: Mutex<Tail>,
    safe: Mutex<Safe>,
    upkeep: Mutex<Upkeep>,
    chores: Mutex<Chores>,
    wake: Condvar,
    /// Where the log was when the newest snapshot was made.
    pub(super) snapshot_at: AtomicU64,
    past: Mutex<Past>,
    /// Held until the end.
    torn: Option<TornTail>,
    _lock: Option<Box<dyn Send + Sync>>,
}

/// Where the next commit goes.
pub(super) struct Tail {
    pub(super) file: Arc<dyn Blob>,
    pub(super) head: LogHead,
    /// The end of what is written.
    pub(super) at: u64,
    /// What follows there.
    unwritten: Unwritten,
    /// When the last commit was made.
    pub(super) instant: i64,
    /// What the last commit led to; the next transaction begins with it.
    pub(super) version: Arc<Version>,
    /// Is there a commit after the last mark?
    pub(super) unmarked: bool,
    failed: Option<Diagnostic>,
}

impl Tail {
    pub(super) fn new(
        file: Arc<dyn Blob>,
        head: LogHead,
        at: u64,
        instant: i64,
        version: Arc<Version>,
        unmarked: bool,
    ) -> Self {
        Self {
            file,
            head,
            at,
            unwritten: Unwritten::default(),
            instant,
            version,
            unmarked,
            failed: None,
        }
    }
}

/// Held by whoever writes snapshots or replaces files.
pub(super) struct Upkeep {
    pub(super) snapshot: About,
    /// Why the last checkpoint in the background failed.
    pub(super) trouble: Option<Diagnostic>,
}

/// What is left to the background.
#[derive(Debug, Default)]
pub(super) struct Chores {
    pub(super) stop: bool,
    pub(super) sync: bool,
    pub(super) checkpoint: bool,
}

impl Store {
    pub(super) fn new(
        storage: Arc<dyn Storage>,
        options: OpenOptions,
        tail: Tail,
        snapshot: About,
        torn: Option<TornTail>,
        lock: Option<Box<dyn Send + Sync>>,
    ) -> Self {
        let safe = Safe::new(tail.version.commit, tail.at);
        let same = snapshot.generation == tail.head.generation;
        let snapshot_at = if same { snapshot.log_at } else { 0 };
        Self {
            storage,
            options,
            published: Arc::new(ArcSwap::new(Arc::clone(&tail.version))),
            tail: Mutex::new(tail),
            safe: Mutex::new(safe),
            upkeep: Mutex::new(Upkeep {
                snapshot,
                trouble: None,
            }),
            chores: Mutex::default(),
            wake: Condvar::new(),
            snapshot_at: AtomicU64::new(snapshot_at),
            past: Mutex::default(),
            torn,
            _lock: lock,
        }
    }

    pub(in crate::graph) fn torn_tail(&self) -> Option<&TornTail> {
        self.torn.as_ref()
    }

    pub(super) fn tail(&self) -> MutexGuard<'_, Tail> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn upkeep(&self) -> MutexGuard<'_, Upkeep> {
        self.upkeep.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Versions of the past that were asked for.
    pub(super) fn remembered(&self) -> MutexGuard<'_, Past> {
        self.past.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn safe(&self) -> MutexGuard<'_, Safe> {
        self.safe.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the last commit led to, safe or not, and the commits that may yet be refused it stands on.
    pub(in crate::graph) fn head(&self) -> (Arc<Version>, Option<Arc<Group>>) {
        let tail = self.tail();
        (Arc::clone(&tail.version), tail.unwritten.group())
    }

    pub(in crate::graph) fn is_read_only(&self) -> bool {
        self.options.read_only
    }

    /// Appends a commit, which led to `version` from what stands on the commits in `behind`, unless `interrupt` stops that
    /// before all of it is written. Only the writer calls this. An error means that nothing happened. Gives the commits that it
    /// is written with, when that comes later.
    pub(in crate::graph) fn append(
        &self,
        version: &Arc<Version>,
        behind: Option<&Arc<Group>>,
        mut body: Vec<u8>,
        interrupt: &Interrupt,
    ) -> Result<Option<Arc<Group>>> {
        let mut tail = self.tail();
        if self.options.read_only {
            let message = format!("{} is open for reading only", self.name(Part::Snapshot));
            return Err(Diagnostic::new(Code::ReadOnly, message));
        }
        if let Some(problem) = &tail.failed {
            return Err(problem.clone());
        }
        let head = Head {
            kind: Kind::Commit,
            commit: version.commit,
            instant: now().max(tail.instant),
            synced: self.safe().commit,
        };
        let later = self.options.sync == SyncMode::Full && body.len() <= SHORT;
        if !later {
            self.flush(&mut tail);
        }
        Group::expect_kept(behind)?;
        let at = tail.at + tail.unwritten.len();
        record::seal_until(&mut body, at, &head, interrupt)?;
        let group = if later {
            let Tail {
                unwritten, version, ..
            } = &mut *tail;
            Some(unwritten.push(&body, version))
        } else {
            let file = stoppable(Arc::clone(&tail.file), interrupt);
            self.write(&mut tail, &*file, &body)
                .map_err(|problem| interrupt.reason_of(problem))?;
            None
        };
        tail.instant = head.instant;
        tail.version = Arc::clone(version);
        tail.unmarked = true;
        if self.options.sync == SyncMode::Normal {
            self.published.store(Arc::clone(version));
        }
        let grown = tail
            .at
            .saturating_sub(self.snapshot_at.load(Ordering::Relaxed));
        drop(tail);
        let sync = self.options.sync == SyncMode::Normal;
        let checkpoint = grown > self.options.checkpoint_bytes;
        if sync || checkpoint {
            self.leave(|chores| {
                chores.sync |= sync;
                chores.checkpoint |= checkpoint;
            });
        }
        Ok(group)
    }

    /// Writes the commits that are to be written, or refuses them all: then the log and the last version are as they were before
    /// them.
    fn flush(&self, tail: &mut Tail) {
        let Some((bytes, refusal)) = tail.unwritten.take() else {
            return;
        };
        let file = Arc::clone(&tail.file);
        if let Err(problem) = self.write(tail, &*file, &bytes) {
            // Some of them may be whole in the log: they should not come back.
            if tail.failed.is_none()
                && let Err(error) = file.sync()
            {
                self.fail(tail, unsafe_commit(&self.name(Part::Log), &error));
            }
            let before = refusal.because(problem);
            if tail.failed.is_none() {
                tail.version = before;
            }
            // All of them wait, or come to wait.
            self.safe().call_all();
        }
    }

    /// The end of the log, with all commits written.
    pub(super) fn flushed(&self) -> MutexGuard<'_, Tail> {
        let mut tail = self.tail();
        self.flush(&mut tail);
        tail
    }

    /// Writes at the end of the log, which is `file`, or leaves it as it was.
    fn write(&self, tail: &mut Tail, file: &dyn Blob, bytes: &[u8]) -> Result<()> {
        let Err(error) = file.write_all_at(tail.at, bytes) else {
            tail.at += bytes.len() as u64;
            return Ok(());
        };
        let problem = unwritable(&self.name(Part::Log), &error);
        if let Err(error) = tail.file.set_len(tail.at) {
            // Nobody knows now what stands at the end of the log.
            self.fail(tail, unwritable(&self.name(Part::Log), &error));
        }
        Err(problem)
    }

    /// Puts another form of the last version, which stands on the commits in `behind`, in its place; seen once that is safe.
    /// Only the writer calls this.
    pub(in crate::graph) fn replace(&self, version: Arc<Version>, behind: Option<&Arc<Group>>) {
        let mut tail = self.tail();
        if tail.failed.is_some() || Group::expect_kept(behind).is_err() {
            return;
        }
        tail.version = Arc::clone(&version);
        if self.published.load().commit == version.commit {
            self.published.store(version);
        }
    }

    /// Gives writing up until the database is opened again: what is safe stays, and is what readers see.
    pub(super) fn fail(&self, tail: &mut Tail, problem: Diagnostic) {
        let mut safe = self.safe();
        if tail.failed.is_some() {
            return;
        }
        tail.failed = Some(problem.clone());
        tail.version = self.published.load_full();
        tail.unwritten = Unwritten::default();
        if self.options.sync == SyncMode::Full {
            // The commits in doubt were refused, so they should not come back; if this fails too, they may.
            if tail.file.set_len(safe.at).is_ok() {
                tail.at = safe.at;
            }
        }
        safe.failed = Some(problem);
        safe.call_all();
    }

    /// Refuses to go on after a failure.
    pub(super) fn expect_working(tail: &Tail) -> Result<()> {
        match &tail.failed {
            Some(problem) => Err(problem.clone()),
            None => Ok(()),
        }
    }

    /// Says that another log goes on from here; everything in it is safe. Nobody may be writing, and all is written.
    pub(super) fn replace_log(&self, file: Arc<dyn Blob>, head: LogHead, at: u64) {
        let mut tail = self.tail();
        tail.file = file;
        tail.head = head;
        tail.at = at;
        self.safe().at = at;
    }

    /// Gives writing up, and says why.
    pub(super) fn give_up(&self, problem: Diagnostic) -> Diagnostic {
        self.fail(&mut self.tail(), problem.clone());
        problem
    }

    /// Notes at the end of the log that all of it is safe, so that damage to it can be told from a write cut short.
    pub(super) fn mark(&self) -> Result<()> {
        let mut tail = self.flushed();
        Self::expect_working(&tail)?;
        if !tail.unmarked || self.options.read_only {
            return Ok(());
        }
        let commit = tail.version.commit;
        drop(tail);
        self.sync(commit)?;
        tail = self.tail();
        let head = Head {
            kind: Kind::Mark,
            commit: tail.version.commit,
            instant: tail.instant,
            synced: self.safe().commit,
        };
        let bytes = bare(tail.at, &head, "");
        let file = Arc::clone(&tail.file);
        self.write(&mut tail, &*file, &bytes)?;
        tail.unmarked = false;
        drop(tail);
        file.sync()
            .map_err(|error| unwritable(&self.name(Part::Log), &error))
    }

    /// Leaves something to the background.
    pub(super) fn leave(&self, what: impl FnOnce(&mut Chores)) {
        let mut chores = self.chores.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = !(chores.stop || chores.sync || chores.checkpoint);
        what(&mut chores);
        if idle || chores.stop {
            self.wake.notify_all();
        }
    }

    /// Waits until there is something to do in the background, or until `until` says that waiting is over.
    pub(super) fn chores(&self) -> (MutexGuard<'_, Chores>, &Condvar) {
        let chores = self.chores.lock().unwrap_or_else(PoisonError::into_inner);
        (chores, &self.wake)
    }

    pub(super) fn name(&self, part: Part) -> String {
        self.storage.name(part)
    }
}

/// Nanoseconds since 1970.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
    })
}

pub(super) fn unsafe_commit(name: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!(
        "{name} could not be made safe: {error}; nothing more is written until the database is opened again"
    );
    Diagnostic::new(Code::FileNotWritable, message)
        .hint("whether the last commit was kept shows when the database is opened again")
}
