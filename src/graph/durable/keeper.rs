//! The background of an open database: late syncing, checkpoints, and an orderly end.
//!
//! In: chores left by commits. Out: nothing but safer files. Dropping the keeper ends the thread and closes the files;
//! what cannot be done then was safe before or is recovered when the database is opened. Knows nothing of bytes.

use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::store::Store;
use crate::diagnostic::{Code, Diagnostic, Result};

/// Under `sync = normal`, what is committed reaches the disk after this time.
const DELAY: Duration = Duration::from_millis(50);
/// On closing, a checkpoint is made when opening would otherwise have to read this much log.
const WORTH_A_CHECKPOINT: u64 = 1 << 20;

/// Owns an open store and the thread that looks after it.
pub(in crate::graph) struct Keeper {
    store: Arc<Store>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(super) fn new(store: Store) -> Result<Self> {
        let store = Arc::new(store);
        let thread = if store.is_read_only() {
            None
        } else {
            let store = Arc::clone(&store);
            let started = std::thread::Builder::new()
                .name("quipu-keeper".into())
                .spawn(move || work(&store));
            Some(started.map_err(|error| {
                let message = format!("the background thread could not be started: {error}");
                Diagnostic::new(Code::CannotOpen, message)
            })?)
        };
        Ok(Self { store, thread })
    }

    pub(in crate::graph) fn store(&self) -> &Store {
        &self.store
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let Some(thread) = self.thread.take() else {
            return;
        };
        self.store.leave(|chores| chores.stop = true);
        // A panic there has been reported already.
        let _ = thread.join();
        if self.store.log_since_snapshot()
            >= WORTH_A_CHECKPOINT.min(self.store.options.checkpoint_bytes)
        {
            let _ = self.store.checkpoint();
        }
        let _ = self.store.mark();
    }
}

fn work(store: &Store) {
    loop {
        let (mut chores, wake) = store.chores();
        while !(chores.stop || chores.sync || chores.checkpoint) {
            chores = wake.wait(chores).unwrap_or_else(PoisonError::into_inner);
        }
        if chores.sync && !chores.stop && !chores.checkpoint {
            // Let more commits come together.
            (chores, _) = wake
                .wait_timeout_while(chores, DELAY, |chores| !chores.stop)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let (stop, sync, checkpoint) = (chores.stop, chores.sync, chores.checkpoint);
        (chores.sync, chores.checkpoint) = (false, false);
        drop(chores);
        if sync {
            let commit = store.tail().version.commit;
            // A failure is kept by the store and told to the next commit.
            let _ = store.sync(commit);
        }
        if stop {
            return;
        }
        if checkpoint {
            store.checkpoint_quietly();
        }
    }
}
