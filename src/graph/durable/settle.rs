//! Waiting until commits are safe: who asks the disk, and for whom.
//!
//! In: the number of a commit that was appended. Out: it is as safe as the options promise, and seen by readers; or it is told
//! why not. Knows nothing of what commits hold.

use std::sync::Arc;
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::backend::Part;
use super::options::SyncMode;
use super::store::{Store, unsafe_commit};
use super::unwritten::Group;
use crate::diagnostic::Result;

/// Who asks the disk waits for others at most for this part of the time that it took last.
const PATIENCE: u32 = 4;

impl Store {
    /// Waits until a commit, which is or stands on one in `group`, is as safe as the options promise.
    pub(in crate::graph) fn settle(&self, commit: u64, group: Option<&Arc<Group>>) -> Result<()> {
        match self.options.sync {
            SyncMode::Full => self.sync_with(commit, group),
            SyncMode::Normal => Ok(()),
        }
    }

    /// Waits until a commit that is written survives a loss of power.
    pub(super) fn sync(&self, commit: u64) -> Result<()> {
        self.sync_with(commit, None)
    }

    fn sync_with(&self, commit: u64, group: Option<&Arc<Group>>) -> Result<()> {
        let mut safe = self.safe();
        loop {
            // Another commit may have got the number of one that was refused.
            Group::expect_kept(group)?;
            if safe.commit >= commit {
                return Ok(());
            }
            if let Some(problem) = &safe.failed {
                return Err(problem.clone());
            }
            if safe.syncing {
                safe.waiting.push((commit, thread::current()));
                drop(safe);
                // May end early: whoever is not safe then goes round again.
                thread::park();
                safe = self.safe();
                continue;
            }
            safe.syncing = true;
            // Otherwise writers do not wait for it, and may go on and on.
            let others = safe.served > 1 && self.options.sync == SyncMode::Full;
            let (expected, patience) = (safe.commit + safe.served, safe.took / PATIENCE);
            drop(safe);
            if others {
                self.gather(expected, patience);
            }
            let (file, at, version) = {
                let tail = self.flushed();
                (Arc::clone(&tail.file), tail.at, Arc::clone(&tail.version))
            };
            let start = Instant::now();
            let result = file.sync();
            let took = start.elapsed();
            if let Err(error) = &result {
                self.fail(
                    &mut self.tail(),
                    unsafe_commit(&self.name(Part::Log), error),
                );
            }
            safe = self.safe();
            safe.syncing = false;
            let mut before = None;
            // Otherwise they were refused meanwhile, or before they were written.
            if result.is_ok() && safe.failed.is_none() && version.commit > safe.commit {
                (safe.served, safe.took) = (version.commit - safe.commit, took);
                safe.commit = version.commit;
                safe.at = at;
                if self.options.sync == SyncMode::Full {
                    before = Some(self.published.swap(version));
                }
            }
            let called = safe.called();
            drop(safe);
            called.iter().for_each(Thread::unpark);
            // Nobody waits while what only that version held is freed.
            drop(before);
            safe = self.safe();
        }
    }

    /// Lets others add their commits until the one that is `expected` is there, or none has come for `patience`: to ask the disk
    /// again for one that comes a moment too late takes longer. Ends, as all who add one wait for this.
    fn gather(&self, expected: u64, patience: Duration) {
        let (mut last, mut since) = (0, Instant::now());
        loop {
            let (commit, now) = (self.tail().version.commit, Instant::now());
            if commit > last {
                (last, since) = (commit, now);
            } else if commit >= expected || now - since > patience {
                return;
            }
            thread::yield_now();
        }
    }
}
