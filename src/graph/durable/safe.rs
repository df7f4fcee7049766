//! What is known to be safe, and who waits for more of it.
//!
//! In: threads with the commits they wait for. Out: who is to be woken when more is safe. Knows nothing of files.

use std::thread::Thread;
use std::time::Duration;

use crate::diagnostic::Diagnostic;

/// What is known to be safe.
pub(super) struct Safe {
    pub(super) commit: u64,
    /// The end of that commit in the log.
    pub(super) at: u64,
    /// Is somebody asking the disk just now?
    pub(super) syncing: bool,
    /// How many commits the last wait for the disk served; as many are likely to come again.
    pub(super) served: u64,
    /// How long it took.
    pub(super) took: Duration,
    pub(super) failed: Option<Diagnostic>,
    /// Who waits meanwhile, and for which commit.
    pub(super) waiting: Vec<(u64, Thread)>,
}

impl Safe {
    pub(super) fn new(commit: u64, at: u64) -> Self {
        Self {
            commit,
            at,
            syncing: false,
            served: 0,
            took: Duration::ZERO,
            failed: None,
            waiting: Vec::new(),
        }
    }

    /// Wakes all who wait.
    pub(super) fn call_all(&mut self) {
        self.waiting.drain(..).for_each(|(_, who)| who.unpark());
    }

    /// Who is to be woken after a wait for the disk: first one of those that must ask again, so that the disk does not
    /// stand idle, then all that need not wait any longer. The others stay.
    pub(super) fn called(&mut self) -> Vec<Thread> {
        let safe = self.commit;
        let at = self.waiting.iter().position(|(commit, _)| *commit > safe);
        let next = at.map(|at| self.waiting.swap_remove(at));
        let settled = self.waiting.extract_if(.., |(commit, _)| *commit <= safe);
        next.into_iter()
            .chain(settled)
            .map(|(_, who)| who)
            .collect()
    }
}
