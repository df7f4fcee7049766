//! What stops work that takes long: a flag that another thread raises, or a moment.
//!
//! In: the flag and the moment. Out: an error for whoever looks after it was raised, or too late. Knows nothing of the work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::{Code, Diagnostic, Result};

/// What stops work that takes long. By default nothing does.
#[derive(Debug, Clone, Default)]
pub struct Interrupt {
    cancel: Vec<Arc<AtomicBool>>,
    deadline: Option<Instant>,
    #[cfg(test)]
    looks: Arc<std::sync::atomic::AtomicUsize>,
}

impl Interrupt {
    /// Stops with `Code::Cancelled` when the flag is raised, too.
    #[must_use]
    pub fn with_cancel(mut self, cancel: Arc<AtomicBool>) -> Self {
        self.cancel.push(cancel);
        self
    }

    /// Stops as well whenever `other` does.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        self.cancel.extend(other.cancel.iter().cloned());
        self.deadline = match (self.deadline, other.deadline) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self
    }

    /// Stops with `Code::TimeLimit` after this moment.
    #[must_use]
    pub fn with_deadline(self, deadline: Option<Instant>) -> Self {
        Self { deadline, ..self }
    }

    /// Is the work still wanted? Asked at least every few milliseconds of it.
    ///
    /// # Errors
    /// `Code::Cancelled`, `Code::TimeLimit`.
    pub fn check(&self) -> Result<()> {
        #[cfg(test)]
        self.looks.fetch_add(1, Ordering::Relaxed);
        let raised = |flag: &Arc<AtomicBool>| flag.load(Ordering::Relaxed);
        if self.cancel.iter().any(raised) {
            return Err(Diagnostic::new(Code::Cancelled, "the query was cancelled"));
        }
        if self
            .deadline
            .is_some_and(|deadline| Instant::now() >= deadline)
        {
            return Err(Diagnostic::new(
                Code::TimeLimit,
                "the query ran longer than its time limit",
            ));
        }
        Ok(())
    }

    /// Why work failed: that it was stopped, where it was; what went wrong because of that has no other reason.
    #[must_use]
    pub fn reason_of(&self, problem: Diagnostic) -> Diagnostic {
        self.check().err().unwrap_or(problem)
    }

    /// How often it, or a clone of it, was asked.
    #[cfg(test)]
    pub(crate) fn looks(&self) -> usize {
        self.looks.load(Ordering::Relaxed)
    }
}
