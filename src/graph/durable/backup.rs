//! Backups: a database, history included, copied to where nothing is.
//!
//! In: the open store, and another place. Out: the same files there, under another number of a database. They get their
//! names when all of them are safe and were read again, the snapshot last: a backup that is broken off is no database.
//! What stands at the target goes only if this database has all of it.

use std::io::Result as IoResult;
use std::sync::Arc;

use super::backend::{Access, Blob, Part, Storage};
use super::log::LogHead;
use super::open::{expect_unused, find, whole_end};
use super::problem::{unreadable, unwritable};
use super::snapshot::{SnapshotHead, check_sums};
use super::store::Store;
use super::upkeep::new_database;
use crate::diagnostic::{Code, Diagnostic, Result};

/// Bytes copied at a time.
const WINDOW: usize = 1 << 20;
/// A backup beside a process that replaces files again and again is given up after so many more tries.
const MOST_TRIES: u32 = 5;

impl Store {
    /// Copies the database, as it is now, to an empty place.
    pub(in crate::graph) fn backup(&self, to: &dyn Storage) -> Result<()> {
        let _lock = to.lock()?;
        self.expect_free(to)?;
        for part in [Part::Log, Part::Past].into_iter().chain(Part::UNFINISHED) {
            let removed = to.remove(part);
            removed.map_err(|error| unwritable(&to.name(part), &error))?;
        }
        // No file is replaced while this is held, unless another process does it: then it is tried again.
        let _upkeep = self.upkeep();
        let mut tries = 0;
        while let Err(problem) = self.copy_all(to) {
            if !self.is_read_only() || tries == MOST_TRIES {
                for part in Part::UNFINISHED {
                    let _ = to.remove(part);
                }
                return Err(problem);
            }
            tries += 1;
        }
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
        name().map_err(|error| unwritable(&to.name(Part::Snapshot), &error))
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
        let name = self.name(part);
        let Some(own) = find(&*self.storage, part)? else {
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

    /// Copies all files under the names of unfinished ones, and reads the copy to see that it is whole.
    fn copy_all(&self, to: &dyn Storage) -> Result<()> {
        to.remove(Part::NewPast)
            .map_err(|error| unwritable(&to.name(Part::NewPast), &error))?;
        // From here on the copy has a life of its own.
        let database = new_database();
        // The log last: it may be longer than the snapshot knows, but not shorter.
        for (part, new) in [
            (Part::Past, Part::NewPast),
            (Part::Snapshot, Part::NewSnapshot),
        ] {
            let name = self.name(part);
            let found = self.storage.find(part);
            let Some(file) = found.map_err(|error| unreadable(&name, &error))? else {
                continue;
            };
            let head = SnapshotHead::read(&*file, &name)?.of(database);
            self.copy(&*file, part, head.bytes(), head.bytes, to, new)?;
        }
        let (log, head, end) = self.log_to_copy()?;
        let head = head.of(database).bytes();
        self.copy(&*log, Part::Log, head, end, to, Part::NewLog)?;
        let copied = |part| {
            let opened = to.open(part, Access::Write);
            opened.map_err(|error| unreadable(&to.name(part), &error))
        };
        if let Some(past) = find(to, Part::NewPast)? {
            check_sums(&*past, &to.name(Part::NewPast))?;
        }
        let log = copied(Part::NewLog)?;
        let end = whole_end(to, &*copied(Part::NewSnapshot)?, &log)?;
        log.set_len(end)
            .and_then(|()| log.sync())
            .map_err(|error| unwritable(&to.name(Part::NewLog), &error))
    }

    /// The log as it is now, its head, and how far it is to be copied.
    fn log_to_copy(&self) -> Result<(Arc<dyn Blob>, LogHead, u64)> {
        if !self.is_read_only() {
            let (log, head, end, commit) = {
                let tail = self.tail();
                let commit = tail.version.commit;
                (Arc::clone(&tail.file), tail.head, tail.at, commit)
            };
            self.sync(commit)?;
            return Ok((log, head, end));
        }
        // Another process may have gone on since it was opened.
        let name = self.name(Part::Log);
        let log = self.storage.open(Part::Log, Access::Read);
        let log = log.map_err(|error| unreadable(&name, &error))?;
        let end = log.len().map_err(|error| unreadable(&name, &error))?;
        Ok((Arc::clone(&log), LogHead::read(&*log, &name)?, end))
    }

    /// Copies the first `end` bytes of a file under another head.
    fn copy(
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
                .map_err(|error| unreadable(&self.name(part), &error))?;
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
