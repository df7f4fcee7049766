//! Folding a large type beside the writer.
//!
//! In: a table. Out, some time later: the same table with new bases, for the writer to take over. One table at a time;
//! the thread that does it holds nothing but the table, so that a graph can be dropped while it works. Knows nothing of
//! versions and commits.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::relationships::RelTable;
use crate::diagnostic::Interrupt;

/// A place for one table.
#[derive(Debug, Default)]
pub(crate) struct Folding(Arc<Mutex<State>>);

#[derive(Debug, Default)]
#[expect(clippy::large_enum_variant, reason = "there is one of it in a graph")]
enum State {
    #[default]
    Idle,
    Running,
    Done(Folded),
}

/// A table before and after.
#[derive(Debug)]
#[expect(
    clippy::struct_field_names,
    reason = "before and folded are the two states of one table"
)]
pub(crate) struct Folded {
    /// Number of the relationship type.
    pub(crate) ty: usize,
    pub(crate) before: RelTable,
    pub(crate) folded: RelTable,
}

impl Folding {
    /// Starts folding a table, unless another one is at it.
    pub(crate) fn start(&self, ty: usize, table: &mut RelTable) {
        let mut state = self.state();
        if !matches!(*state, State::Idle) {
            return;
        }
        let (place, before) = (Arc::clone(&self.0), table.copy_to_fold());
        let work = move || {
            let mut folded = before.clone();
            // Nothing stops it.
            let _ = folded.fold(&Interrupt::default());
            let done = Folded { ty, before, folded };
            *place.lock().unwrap_or_else(PoisonError::into_inner) = State::Done(done);
        };
        let started = std::thread::Builder::new()
            .name("quipu-fold".into())
            .spawn(work);
        if started.is_ok() {
            // The thread cannot be done before this lock is given up.
            *state = State::Running;
        }
    }

    /// A table that is done.
    pub(crate) fn take(&self) -> Option<Folded> {
        let mut state = self.state();
        match std::mem::take(&mut *state) {
            State::Done(folded) => Some(folded),
            other => {
                *state = other;
                None
            }
        }
    }

    /// Is a table done?
    #[cfg(test)]
    pub(crate) fn is_done(&self) -> bool {
        matches!(*self.state(), State::Done(_))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
