//! Database files: a graph that survives.
//!
//! In: the commits of a graph. Out: two files, `NAME` (a snapshot: the newest whole state) and `NAME-log` (all commits
//! since the history began), and the graph again when they are opened. The bytes are drawn in `docs/STORAGE.md`.
//! Knows nothing of queries.
//!
//! | part | what |
//! |---|---|
//! | `backend` | where files lie: on disk, in memory; the lock |
//! | `bytes`, `value`, `definition`, `change`, `record` | numbers, values, definitions, changes, one commit as bytes |
//! | `log`, `snapshot` | the two files |
//! | `replay` | carrying out logged changes |
//! | `open`, `torn` | creating, opening, recovering; what is at the end of a log and is no commit |
//! | `store`, `unwritten`, `settle`, `safe`, `keeper` | appending commits; those written together; making them safe; who waits; the thread in the background |
//! | `upkeep`, `backup` | checkpoint, compaction; copying to another place |
//! | `history`, `difference` | commits, states of the past, what is different |
//! | `check` | is everything as it should be? |

mod backend;
mod backup;
mod bytes;
mod change;
mod check;
mod definition;
mod difference;
mod history;
mod keeper;
mod log;
mod open;
mod options;
mod problem;
mod record;
mod replay;
mod safe;
mod settle;
mod snapshot;
mod store;
mod torn;
mod unwritten;
mod upkeep;
mod value;

use std::path::Path;
use std::sync::Arc;

use backend::Storage;
use backend::disk::Directory;
use backend::memory::Memory;
pub use backup::Original;
pub use check::{Report, check};
pub use difference::{Difference, Different};
pub(in crate::graph) use keeper::Keeper;
pub use options::{At, Commit, Keep, OpenOptions, SyncMode};
pub(in crate::graph) use store::Store;
pub use torn::TornTail;
pub(in crate::graph) use unwritten::Group;

use super::Graph;
use super::version::Version;
use super::write::Change;
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::value::bulk::free_beside;

/// Graphs in files.
impl Graph {
    /// Opens the database at `path`; makes it when there is none and the options allow it. Whoever opens it for writing
    /// is alone until all handles and transactions are dropped. What was not wholly committed when a process or machine
    /// died is gone, everything that was is there.
    ///
    /// # Errors
    /// `Code::CannotOpen` when there is no database or it is in use, is something else or of another format;
    /// `Code::Corrupted` when it is damaged. The message says where.
    pub fn open(path: impl AsRef<Path>, options: &OpenOptions) -> Result<Self> {
        Self::open_until(path, options, &Interrupt::default())
    }

    /// The same, unless `interrupt` stops it; nothing is changed then.
    pub fn open_until(
        path: impl AsRef<Path>,
        options: &OpenOptions,
        interrupt: &Interrupt,
    ) -> Result<Self> {
        let place = Directory::at(path.as_ref())?;
        Self::in_store(open::open(Arc::new(place), *options, interrupt)?)
    }

    /// Makes a database at `path` that begins with the state of another graph, for example a loaded one. The log calls
    /// that commit 1, with this label.
    pub fn create(
        path: impl AsRef<Path>,
        options: &OpenOptions,
        source: &Version,
        label: &str,
    ) -> Result<Self> {
        let source = Arc::new(source.clone());
        let never = Interrupt::default();
        Self::create_with(path, options, label, &never, || Ok::<_, Diagnostic>(source))
    }

    /// The same with a state that has yet to be made: `source` is asked for it once it is sure that there is no
    /// database at `path`, and nobody else can make one meanwhile. When it fails, or `interrupt` stops the writing, there is
    /// still none.
    pub fn create_with<E: From<Diagnostic>>(
        path: impl AsRef<Path>,
        options: &OpenOptions,
        label: &str,
        interrupt: &Interrupt,
        source: impl FnOnce() -> Result<Arc<Version>, E>,
    ) -> Result<Self, E> {
        let place = Arc::new(Directory::at(path.as_ref())?);
        let claim = open::Claim::on(place)?;
        let version = source()?;
        let created = claim.create(*options, &version, label, interrupt);
        if created.is_err() {
            // Nobody waits for a large graph that nobody gets.
            free_beside(version);
        }
        let store = created?;
        Ok(Self::in_store(store)?)
    }

    /// An empty database whose files are in memory: nothing survives, but there is a history.
    pub fn with_history(options: &OpenOptions) -> Result<Self> {
        Self::open_in(Arc::new(Memory::default()), options)
    }

    /// The graph as it was at a moment, without files: changes to it are kept nowhere.
    pub fn open_at(path: impl AsRef<Path>, at: &At) -> Result<Self> {
        let options = OpenOptions::new().read_only(true);
        let version = Self::open(path, &options)?.version_at(at)?;
        Ok(Self::from_version(version.as_ref().clone()))
    }

    pub(in crate::graph) fn open_in(
        storage: Arc<dyn Storage>,
        options: &OpenOptions,
    ) -> Result<Self> {
        Self::in_store(open::open(storage, *options, &Interrupt::default())?)
    }

    fn in_store(store: Store) -> Result<Self> {
        let current = Arc::clone(&store.published);
        Ok(Self::over(current, Some(Keeper::new(store)?)))
    }

    /// May this graph only be read?
    pub fn is_read_only(&self) -> bool {
        self.shared.store().is_some_and(Store::is_read_only)
    }

    /// Has it files, and with them a history?
    pub fn has_history(&self) -> bool {
        self.shared.store().is_some()
    }

    /// Writes the present state into a new snapshot, so that opening is fast; this happens by itself from time to time.
    /// Readers and writers go on meanwhile. Without files, nothing.
    pub fn checkpoint(&self) -> Result<()> {
        self.shared.store().map_or(Ok(()), Store::checkpoint)
    }

    /// Why the last checkpoint in the background failed, if it did. The graph is safe all the same, its log only longer.
    pub fn trouble(&self) -> Option<Diagnostic> {
        self.shared.store().and_then(Store::trouble)
    }

    /// What stood at the end of the log and was no commit when the graph was opened; it is not a part of the graph.
    pub fn torn_tail(&self) -> Option<&TornTail> {
        self.shared.store().and_then(Store::torn_tail)
    }

    /// Copies the database, history included, to a path where nothing is. Readers and writers go on meanwhile; the copy
    /// is the state of one moment.
    pub fn backup(&self, to: impl AsRef<Path>) -> Result<()> {
        let place = Directory::at(to.as_ref())?;
        self.files()?.backup(&place)
    }

    /// All commits that the history holds, oldest first. O(log).
    pub fn log(&self) -> Result<Vec<Commit>> {
        self.files()?.commits()
    }

    /// What one commit changed, in order. O(log).
    pub fn changes_of(&self, commit: u64) -> Result<Vec<Change>> {
        self.files()?.changes(commit)
    }

    /// The graph as it was at a moment. O(graph + log between the nearest snapshot and the moment).
    pub fn version_at(&self, at: &At) -> Result<Arc<Version>> {
        self.files()?.version_at(at)
    }

    /// What is different at `to` from what it was at `from`, which may be earlier or later. O(graph + log).
    pub fn difference(&self, from: &At, to: &At) -> Result<Difference> {
        Difference::between(self.files()?, from, to)
    }

    /// Forgets the oldest part of the history; the present stays as it is. Waits for an open transaction to end; readers
    /// go on meanwhile.
    pub fn compact(&self, keep: &Keep) -> Result<()> {
        self.compact_until(keep, &Interrupt::default())
    }

    /// The same, unless `interrupt` stops it: the history stays as it is then.
    pub fn compact_until(&self, keep: &Keep, interrupt: &Interrupt) -> Result<()> {
        let _writer = self.begin();
        self.files()?.compact(keep, interrupt)
    }

    /// Leaves the checkpoint that closing may make to who opens the database next: the graph is as safe, and opening takes
    /// longer.
    pub fn skip_checkpoint(&self) {
        if let Some(store) = self.shared.store() {
            store.skip_checkpoint();
        }
    }

    fn files(&self) -> Result<&Store> {
        self.shared.store().ok_or_else(|| {
            let message = "this graph is in memory only and keeps no history";
            Diagnostic::new(Code::NoHistory, message).hint("open a database file to have one")
        })
    }
}

/// Does this file begin as the files of databases do? `false` for what cannot be read.
pub fn is_database(path: impl AsRef<Path>) -> bool {
    let read = || {
        let mut start = [0; snapshot::MAGIC.len()];
        std::io::Read::read_exact(&mut std::fs::File::open(path)?, &mut start)?;
        Ok::<_, std::io::Error>(start == snapshot::MAGIC)
    };
    read().unwrap_or(false)
}

/// The record of a transaction.
///
/// # Errors
/// What stops the work; that it takes too many bytes.
pub(super) fn record<'c>(
    label: &str,
    changes: impl ExactSizeIterator<Item = &'c Change>,
    interrupt: &Interrupt,
) -> Result<Vec<u8>> {
    record::body(label, changes, interrupt)?.ok_or_else(|| {
        let message = "a transaction cannot have more than 4 GiB of changes";
        Diagnostic::new(Code::TooLarge, message)
            .hint("commit more often, or load in bulk into a new database")
    })
}

#[cfg(test)]
mod tests;
