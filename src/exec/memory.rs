//! The budget for rows that are held back.
//!
//! In: reservations by operators that collect (sorting, grouping, writing). Out: a diagnostic when the sum is over the
//! limit. Sizes are estimates. Knows nothing of what is held.

use std::cell::Cell;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic, Result};

/// The budget of one statement.
#[derive(Debug)]
pub struct Memory {
    limit: usize,
    used: Cell<usize>,
    peak: Cell<usize>,
}

impl Memory {
    /// At most `limit` bytes.
    pub fn limited(limit: usize) -> Self {
        Self {
            limit,
            used: Cell::new(0),
            peak: Cell::new(0),
        }
    }
    /// Without limit; still counted.
    pub fn unlimited() -> Self {
        Self::limited(usize::MAX)
    }
    /// The most bytes that were held at one time.
    pub fn peak(&self) -> usize {
        self.peak.get()
    }
}

/// What one operator holds of the budget; given back when dropped.
#[derive(Debug, Default)]
pub(crate) struct Reservation {
    memory: Option<Rc<Memory>>,
    bytes: usize,
}

impl Reservation {
    /// Takes `bytes` more.
    pub(crate) fn grow(&mut self, memory: &Rc<Memory>, bytes: usize) -> Result<()> {
        let used = memory.used.get().saturating_add(bytes);
        if used > memory.limit {
            return Err(Diagnostic::new(
                Code::MemoryLimit,
                format!(
                    "the query needs more than its {} MiB of memory",
                    memory.limit >> 20
                ),
            )
            .hint("filter earlier, or aggregate or limit before sorting"));
        }
        memory.used.set(used);
        memory.peak.set(memory.peak.get().max(used));
        self.bytes += bytes;
        self.memory.get_or_insert_with(|| Rc::clone(memory));
        Ok(())
    }

    /// Gives everything back.
    pub(crate) fn release(&mut self) {
        if let Some(memory) = self.memory.take() {
            memory
                .used
                .set(memory.used.get().saturating_sub(self.bytes));
        }
        self.bytes = 0;
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.release();
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{Memory, Reservation};

    #[test]
    fn a_budget_is_kept_and_given_back() {
        let memory = Rc::new(Memory::limited(100));
        let mut first = Reservation::default();
        assert!(first.grow(&memory, 60).is_ok());
        assert!(Reservation::default().grow(&memory, 60).is_err());
        drop(first);
        assert!(Reservation::default().grow(&memory, 60).is_ok());
        assert_eq!(memory.peak(), 60);
    }
}
