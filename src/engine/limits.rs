//! How a statement is run: how much it may use, how it is planned, what ends it.
//!
//! In: wishes. Out: the same as data. Knows nothing of how they are kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::diagnostic::Interrupt;

/// How much a statement may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Bytes that operators may hold (sorting, grouping, searching, writing), values they make, and rows that [`Session::run`](super::Session::run)
    /// collects; `None` for no limit. The graph itself does not count.
    pub memory: Option<usize>,
    /// How long it may run; `None` for no limit.
    pub time: Option<Duration>,
}

/// How a statement is planned and evaluated. The answers are the same; the differential check holds them against each
/// other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Planning {
    /// By cost, with every rule and every typed path.
    #[default]
    Optimized,
    /// Patterns in the order written, no rules.
    Textual,
    /// As `Textual`, and every expression evaluated row by row.
    Reference,
}

/// Ends the statement that a session is running, from another thread.
#[derive(Debug, Clone, Default)]
pub struct CancelHandle(pub(super) Arc<AtomicBool>);

impl CancelHandle {
    /// What stops other work when this is raised.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt::default().with_cancel(Arc::clone(&self.0))
    }

    /// The running statement fails with `Code::Cancelled` within a batch. Without one nothing happens.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
