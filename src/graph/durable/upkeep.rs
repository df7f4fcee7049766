//! Checkpoints and shortening the history: whatever replaces files.
//!
//! In: the open store. Out: other files with the same present. New files are written beside the old ones, made safe,
//! and then given their names, in an order in which every interruption leaves a database that opens. Readers are never
//! held up; writers only while the log is rewritten.

use std::io::Result as IoResult;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::backend::{Access, Blob, Part, Stoppable, Storage, stoppable};
use super::log::{HEAD, LogHead, LogReader, Next, bare};
use super::options::Keep;
use super::problem::{damaged, unwritable};
use super::record::{self, Head, Kind};
use super::snapshot::{self, About};
use super::store::{Store, Upkeep};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::graph::version::Version;

/// Bytes copied at a time.
const WINDOW: usize = 1 << 20;

impl Store {
    /// How much log was written since the newest snapshot.
    pub(super) fn log_since_snapshot(&self) -> u64 {
        let snapshot_at = self.snapshot_at.load(Ordering::Relaxed);
        self.tail().at.saturating_sub(snapshot_at)
    }

    /// Writes the present into a new snapshot, if it is not there yet.
    pub(in crate::graph) fn checkpoint(&self) -> Result<()> {
        self.expect_writable()?;
        self.checkpoint_with(&*self.storage, &mut self.upkeep())
    }

    /// No checkpoint is made until as much log was written as before one.
    pub(in crate::graph) fn skip_checkpoint(&self) {
        self.snapshot_at.store(self.tail().at, Ordering::Relaxed);
    }

    /// The same in the background, where nobody can be told of a failure at once.
    pub(super) fn checkpoint_quietly(&self) {
        let mut upkeep = self.upkeep();
        let result = self.checkpoint_with(&*self.storage, &mut upkeep);
        if result.is_err() {
            self.skip_checkpoint();
        }
        upkeep.trouble = result.err();
    }

    /// Why the last checkpoint in the background failed, if it did.
    pub(in crate::graph) fn trouble(&self) -> Option<Diagnostic> {
        self.upkeep().trouble.clone()
    }

    fn checkpoint_with(&self, storage: &dyn Storage, upkeep: &mut Upkeep) -> Result<()> {
        let (about, version) = {
            let tail = self.flushed();
            Self::expect_working(&tail)?;
            let about = About {
                database: tail.head.database,
                commit: tail.version.commit,
                instant: tail.instant,
                generation: tail.head.generation,
                log_at: tail.at,
            };
            (about, Arc::clone(&tail.version))
        };
        let present = upkeep.snapshot;
        if (present.commit, present.generation) == (about.commit, about.generation) {
            return Ok(());
        }
        // The log must reach at least as far as the snapshot says.
        self.sync(about.commit)?;
        write_snapshot(storage, Part::NewSnapshot, about, &version)?;
        let named = self.name_snapshot(upkeep, about);
        named.map_err(|error| unwritable(&self.name(Part::Snapshot), &error))
    }

    /// Gives the new snapshot its name; the old one stays as the past when the history begins with it.
    fn name_snapshot(&self, upkeep: &mut Upkeep, about: About) -> IoResult<()> {
        let base = self.tail().head.base;
        if upkeep.snapshot.commit == base && base > 0 && about.commit > base {
            self.storage.remove(Part::Past)?;
            self.storage.link(Part::Snapshot, Part::Past)?;
            self.storage.sync_names()?;
        }
        self.storage.rename(Part::NewSnapshot, Part::Snapshot)?;
        upkeep.snapshot = about;
        self.snapshot_at.store(about.log_at, Ordering::Relaxed);
        self.storage.sync_names()
    }

    /// Lets the history begin later. Nobody may be writing. When it fails or is stopped, no unfinished file stays.
    pub(in crate::graph) fn compact(&self, keep: &Keep, interrupt: &Interrupt) -> Result<()> {
        self.expect_writable()?;
        let mut upkeep = self.upkeep();
        self.compact_with(keep, &mut upkeep, interrupt)
            .map_err(|problem| {
                for part in Part::UNFINISHED {
                    // What stays is removed when the database is next opened.
                    let _ = self.storage.remove(part);
                }
                if interrupt.check().is_err() {
                    self.skip_checkpoint();
                }
                interrupt.reason_of(problem)
            })
    }

    fn compact_with(&self, keep: &Keep, upkeep: &mut Upkeep, interrupt: &Interrupt) -> Result<()> {
        let storage = Stoppable {
            storage: &*self.storage,
            interrupt,
        };
        self.checkpoint_with(&storage, upkeep)?;
        let base = self.beginning(keep, interrupt)?;
        let old = {
            let tail = self.tail();
            Self::expect_working(&tail)?;
            tail.head
        };
        if base.number == old.base {
            return Ok(());
        }
        let head = LogHead {
            generation: old.generation + 1,
            base: base.number,
            base_instant: base.instant,
            ..old
        };
        // The state that the history begins with, unless the newest snapshot is that.
        let needs_past = base.number < upkeep.snapshot.commit;
        if needs_past {
            let about = About {
                database: head.database,
                commit: base.number,
                instant: base.instant,
                generation: head.generation,
                log_at: HEAD as u64,
            };
            let version = self.version_of(base.number, interrupt)?;
            write_snapshot(&storage, Part::NewPast, about, &version)?;
        }
        let (file, end) = self.write_log(head, &base, interrupt)?;
        // From here on files are replaced.
        interrupt.check()?;
        let named = (|| {
            // The newest snapshot must have its name before the log that needs it.
            self.storage.sync_names()?;
            if needs_past {
                self.storage.rename(Part::NewPast, Part::Past)?;
                self.storage.sync_names()?;
            }
            self.storage.rename(Part::NewLog, Part::Log)
        })();
        named.map_err(|error| unwritable(&self.name(Part::Log), &error))?;
        self.replace_log(file, head, end);
        self.snapshot_at.store(end, Ordering::Relaxed);
        // As long as the new log may lose its name again, no commit in it is safe.
        if let Err(error) = self.storage.sync_names() {
            return Err(self.give_up(unwritable(&self.name(Part::Log), &error)));
        }
        if !needs_past {
            // A past that stays is never looked at.
            let _ = self.storage.remove(Part::Past);
        }
        Ok(())
    }

    /// Writes the commits after `base` into a new log.
    fn write_log(
        &self,
        head: LogHead,
        base: &Beginning,
        interrupt: &Interrupt,
    ) -> Result<(Arc<dyn Blob>, u64)> {
        let name = self.name(Part::NewLog);
        let unwritable = |error| unwritable(&name, &error);
        let file = self
            .storage
            .open(Part::NewLog, Access::Create)
            .map_err(unwritable)?;
        let mut out = head.bytes();
        let record = Head {
            kind: Kind::Base,
            commit: base.number,
            instant: base.instant,
            synced: base.number,
        };
        let bytes = bare(HEAD as u64, &record, &base.label);
        out.extend_from_slice(&bytes);
        let mut written = 0;
        let mut reader = self.whole_log(interrupt);
        loop {
            match reader.next()? {
                Next::End => break,
                Next::Bad(why) => return Err(damaged(&self.name(Part::Log), reader.at(), &why)),
                Next::Record(record) if record.head.commit <= base.number => {}
                Next::Record(record) => {
                    let at = written + out.len() as u64;
                    let start = out.len();
                    out.extend_from_slice(record.bytes);
                    record::seal(&mut out[start..], at, &record.head);
                }
            }
            if out.len() >= WINDOW {
                file.write_all_at(written, &out).map_err(unwritable)?;
                written += out.len() as u64;
                out.clear();
            }
        }
        file.write_all_at(written, &out).map_err(unwritable)?;
        file.sync().map_err(unwritable)?;
        Ok((file, written + out.len() as u64))
    }

    /// Reads the log from its beginning to its end as of now.
    pub(super) fn whole_log(&self, interrupt: &Interrupt) -> LogReader {
        let tail = self.tail();
        let file = stoppable(Arc::clone(&tail.file), interrupt);
        LogReader::new(
            file,
            &self.name(Part::Log),
            HEAD as u64,
            tail.head.base,
            tail.at,
        )
    }

    fn expect_writable(&self) -> Result<()> {
        if !self.is_read_only() {
            return Ok(());
        }
        let message = format!("{} is open for reading only", self.name(Part::Snapshot));
        Err(Diagnostic::new(Code::ReadOnly, message))
    }
}

/// The commit that a history begins with.
#[derive(Debug)]
pub(super) struct Beginning {
    pub(super) number: u64,
    pub(super) instant: i64,
    pub(super) label: String,
}

/// Writes a snapshot and makes its content safe; removes it when that fails.
pub(super) fn write_snapshot(
    storage: &dyn Storage,
    part: Part,
    about: About,
    version: &Version,
) -> Result<()> {
    let write = || {
        let file = storage.open(part, Access::Create)?;
        snapshot::write(&*file, about, version)?;
        file.sync()
    };
    write().map_err(|error| {
        // What is left over is removed when the database is next opened, at the latest.
        let _ = storage.remove(part);
        unwritable(&storage.name(part), &error)
    })
}

/// A number that no other database has.
pub(super) fn new_database() -> [u8; 16] {
    fastrand::u128(..).to_le_bytes()
}
