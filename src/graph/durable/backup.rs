//! Backups: a database, history included, copied to where nothing is.
//!
//! In: a database, open in this process or not, and another place. Out: the same files there, under another number of a
//! database. They get their names when all of them are safe and were read again, the snapshot last: a backup that is broken off
//! is no database. What stands at the target goes only if this database has all of it. No graph is made of what is copied.

use std::io::Result as IoResult;
use std::path::Path;
use std::sync::Arc;

use super::Directory;
use super::backend::{Access, Blob, Part, Stoppable, Storage};
use super::log::LogHead;
use super::open::{expect_unused, find, read_beside, whole_end};
use super::problem::{unreadable, unwritable};
use super::snapshot::{SnapshotHead, check_sums};
use super::store::Store;
use super::torn::TornTail;
use super::upkeep::new_database;
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};

/// Bytes copied at a time.
const WINDOW: usize = 1 << 20;
/// A backup beside a process that replaces files again and again is given up after so many more tries.
const MOST_TRIES: u32 = 5;

/// A database that is only copied, perhaps beside a process that writes to it.
///
/// ```no_run
/// use quipu::graph::durable::Original;
///
/// let commit = Original::at("research.quipu")?.backup("copy.quipu")?;
/// println!("a copy as of commit {commit}");
/// # Ok::<(), quipu::diagnostic::Diagnostic>(())
/// ```
pub struct Original {
    storage: Directory,
    torn: Option<TornTail>,
}

impl Original {
    /// The database of this name, if it is whole: all its checksums are read, and no graph is made of it.
    ///
    /// # Errors
    /// `Code::CannotOpen` and its like, as for a database that is opened.
    pub fn at(path: impl AsRef<Path>) -> Result<Self> {
        let storage = Directory::at(path.as_ref())?;
        let (followed, _) = read_beside(&storage, whole_end, |followed| followed.torn.is_some())?;
        Ok(Self {
            storage,
            torn: followed.torn,
        })
    }

    /// What stands at the end of its log and is no commit; it is not copied.
    pub fn torn_tail(&self) -> Option<&TornTail> {
        self.torn.as_ref()
    }

    /// Copies it, history included, to a path where nothing is. Gives the number of the last commit of the copy.
    ///
    /// # Errors
    /// `Code::FileNotWritable` where something is, and what reading and writing raise.
    pub fn backup(&self, to: impl AsRef<Path>) -> Result<u64> {
        self.backup_until(to, &Interrupt::default())
    }

    /// The same, unless `interrupt` stops it: then nothing is there.
    ///
    /// # Errors
    /// As [`Self::backup`]; `Code::Cancelled`, `Code::TimeLimit`.
    pub fn backup_until(&self, to: impl AsRef<Path>, interrupt: &Interrupt) -> Result<u64> {
        let to = Directory::at(to.as_ref())?;
        Copying::of(&self.storage, None, interrupt).copy(&to)
    }
}

impl Store {
    /// Copies the database, as it is now, to an empty place.
    pub(in crate::graph) fn backup(&self, to: &dyn Storage) -> Result<()> {
        let open = (!self.is_read_only()).then_some(self);
        let never = Interrupt::default();
        Copying::of(&*self.storage, open, &never).copy(to).map(drop)
    }
}

/// A database on its way to another place.
struct Copying<'s> {
    storage: &'s dyn Storage,
    /// The same database, when this process may write to it.
    open: Option<&'s Store>,
    interrupt: &'s Interrupt,
}

impl<'s> Copying<'s> {
    fn of(storage: &'s dyn Storage, open: Option<&'s Store>, interrupt: &'s Interrupt) -> Self {
        Self {
            storage,
            open,
            interrupt,
        }
    }

    /// Copies all of it. Gives the number of the last commit of the copy.
    fn copy(&self, to: &dyn Storage) -> Result<u64> {
        let _lock = to.lock()?;
        self.expect_free(to)?;
        for part in [Part::Log, Part::Past].into_iter().chain(Part::UNFINISHED) {
            let removed = to.remove(part);
            removed.map_err(|error| unwritable(&to.name(part), &error))?;
        }
        // No file is replaced while this is held, unless another process does it: then it is tried again.
        let _upkeep = self.open.map(Store::upkeep);
        let mut tries = 0;
        let commit = loop {
            let watched = Stoppable {
                storage: to,
                interrupt: self.interrupt,
            };
            // Once it was copied, and is still wanted, it gets its names.
            let copied = self.copy_all(&watched);
            let stopped = self.interrupt.check();
            match copied.and_then(|commit| stopped.clone().map(|()| commit)) {
                Ok(commit) => break commit,
                Err(_) if stopped.is_ok() && self.open.is_none() && tries < MOST_TRIES => {
                    tries += 1;
                }
                Err(problem) => {
                    for part in Part::UNFINISHED {
                        let _ = to.remove(part);
                    }
                    return Err(stopped.err().unwrap_or(problem));
                }
            }
        };
        let name = || {
            // The log first: a past without one is never the left-over of a backup.
            for (new, part) in [(Part::NewLog, Part::Log), (Part::NewPast, Part::Past)] {
                if to.find(new)?.is_some() {
                    to.rename(new, part)?;
                }
            }
            to.sync_names()?;
            to.rename(Part::NewSnapshot, Part::Snapshot)?;
            to.sync_names()
        };
        name().map_err(|error| unwritable(&to.name(Part::Snapshot), &error))?;
        Ok(commit)
    }

    /// Refuses a place where anything stands that may hold what is nowhere else. Without a snapshot there is no database;
    /// what a backup that was broken off left there is a copy of what is here, and may go.
    fn expect_free(&self, to: &dyn Storage) -> Result<()> {
        if !matches!(to.find(Part::Snapshot), Ok(None)) {
            let message = format!("{} exists already", to.name(Part::Snapshot));
            return Err(Diagnostic::new(Code::FileNotWritable, message));
        }
        for part in [Part::Log, Part::Past] {
            if let Some(left) = find(to, part)?
                && !self.has_all_of(part, &*left, &to.name(part))?
            {
                expect_unused(to, part, &left, true)?;
            }
        }
        Ok(())
    }

    /// Stands all that is in this file, the number of the database apart, in the part of this database too?
    fn has_all_of(&self, part: Part, left: &dyn Blob, left_name: &str) -> Result<bool> {
        let name = self.storage.name(part);
        let Some(own) = find(self.storage, part)? else {
            return Ok(false);
        };
        let heads = if part == Part::Log {
            let (own, left) = (LogHead::read(&*own, &name), LogHead::read(left, left_name));
            own.and_then(|own| Ok((own.bytes(), left?.of(own.database).bytes())))
        } else {
            let read = SnapshotHead::read;
            let (own, left) = (read(&*own, &name), read(left, left_name));
            own.and_then(|own| Ok((own.bytes(), left?.of(own.about.database).bytes())))
        };
        // What cannot be read is no copy.
        let Ok((own_head, left_head)) = heads else {
            return Ok(false);
        };
        Ok(own_head == left_head
            && begins_with(&*own, left, own_head.len() as u64).unwrap_or(false))
    }

    /// Copies all files under the names of unfinished ones, and reads the copy to see that it is whole. Gives its last commit.
    fn copy_all(&self, to: &dyn Storage) -> Result<u64> {
        to.remove(Part::NewPast)
            .map_err(|error| unwritable(&to.name(Part::NewPast), &error))?;
        // From here on the copy has a life of its own.
        let database = new_database();
        // The log last: it may be longer than the snapshot knows, but not shorter.
        for (part, new) in [
            (Part::Past, Part::NewPast),
            (Part::Snapshot, Part::NewSnapshot),
        ] {
            let name = self.storage.name(part);
            let found = self.storage.find(part);
            let Some(file) = found.map_err(|error| unreadable(&name, &error))? else {
                continue;
            };
            let head = SnapshotHead::read(&*file, &name)?.of(database);
            self.copy_file(&*file, part, head.bytes(), head.bytes, to, new)?;
        }
        let (log, head, end) = self.log_to_copy()?;
        let head = head.of(database).bytes();
        self.copy_file(&*log, Part::Log, head, end, to, Part::NewLog)?;
        let copied = |part| {
            let opened = to.open(part, Access::Write);
            opened.map_err(|error| unreadable(&to.name(part), &error))
        };
        if let Some(past) = find(to, Part::NewPast)? {
            check_sums(&*past, &to.name(Part::NewPast))?;
        }
        let log = copied(Part::NewLog)?;
        let followed = whole_end(to, &copied(Part::NewSnapshot)?, &log)?;
        log.set_len(followed.end)
            .and_then(|()| log.sync())
            .map_err(|error| unwritable(&to.name(Part::NewLog), &error))?;
        Ok(followed.commit)
    }

    /// The log as it is now, its head, and how far it is to be copied.
    fn log_to_copy(&self) -> Result<(Arc<dyn Blob>, LogHead, u64)> {
        if let Some(open) = self.open {
            let (log, head, end, commit) = {
                let tail = open.flushed();
                let commit = tail.version.commit;
                (Arc::clone(&tail.file), tail.head, tail.at, commit)
            };
            open.sync(commit)?;
            return Ok((log, head, end));
        }
        // Another process may have gone on since it was opened.
        let name = self.storage.name(Part::Log);
        let log = self.storage.open(Part::Log, Access::Read);
        let log = log.map_err(|error| unreadable(&name, &error))?;
        let end = log.len().map_err(|error| unreadable(&name, &error))?;
        Ok((Arc::clone(&log), LogHead::read(&*log, &name)?, end))
    }

    /// Copies the first `end` bytes of a file under another head.
    fn copy_file(
        &self,
        from: &dyn Blob,
        part: Part,
        head: Vec<u8>,
        end: u64,
        to: &dyn Storage,
        new: Part,
    ) -> Result<()> {
        let unwritable = |error| unwritable(&to.name(new), &error);
        let file = to.open(new, Access::Create).map_err(unwritable)?;
        let mut at = head.len() as u64;
        file.write_all_at(0, &head).map_err(unwritable)?;
        let mut window = vec![0; WINDOW];
        while at < end {
            let size = WINDOW.min((end - at) as usize);
            from.read_exact_at(at, &mut window[..size])
                .map_err(|error| unreadable(&self.storage.name(part), &error))?;
            file.write_all_at(at, &window[..size]).map_err(unwritable)?;
            at += size as u64;
        }
        file.sync().map_err(unwritable)
    }
}

/// Are the bytes of `left` from `at` on those of `whole` at the same place?
fn begins_with(whole: &dyn Blob, left: &dyn Blob, mut at: u64) -> IoResult<bool> {
    let end = left.len()?;
    if end > whole.len()? {
        return Ok(false);
    }
    let (mut a, mut b) = (vec![0; WINDOW], vec![0; WINDOW]);
    while at < end {
        let size = WINDOW.min((end - at) as usize);
        whole.read_exact_at(at, &mut a[..size])?;
        left.read_exact_at(at, &mut b[..size])?;
        if a[..size] != b[..size] {
            return Ok(false);
        }
        at += size as u64;
    }
    Ok(true)
}
