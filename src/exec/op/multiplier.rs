//! Rows that come of rows: repeating what a row had for each row that follows from it.
//!
//! In: a batch, and for every new row the number of the row it follows from. Out: batches of bounded size. Knows nothing
//! of what is new in them.

use crate::column::{BATCH_ROWS, Batch};

/// Collects which rows the new rows follow from.
pub(super) struct Multiplier<'b> {
    batch: &'b Batch,
    parents: Vec<u32>,
}

impl<'b> Multiplier<'b> {
    pub(super) fn new(batch: &'b Batch) -> Self {
        Self {
            batch,
            parents: Vec::with_capacity(BATCH_ROWS.min(4 * batch.rows())),
        }
    }

    /// One more row that follows from `row`.
    #[inline]
    pub(super) fn add(&mut self, row: usize) {
        self.parents.push(row as u32);
    }

    /// `times` more rows that follow from `row`.
    #[inline]
    pub(super) fn add_many(&mut self, row: usize, times: usize) {
        let len = self.parents.len() + times;
        self.parents.resize(len, row as u32);
    }

    /// How many more rows fit.
    #[inline]
    pub(super) fn room(&self) -> usize {
        BATCH_ROWS.saturating_sub(self.parents.len())
    }

    /// Is it time to hand on what there is?
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.parents.len() >= BATCH_ROWS
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// The old columns of the rows so far, and begins anew.
    pub(super) fn take(&mut self) -> Batch {
        let batch = match (self.parents.first(), self.parents.last()) {
            // Parents ascend, so all between are the same as well.
            (Some(&first), Some(&last)) if first == last => {
                self.batch.broadcast(first as usize, self.parents.len())
            }
            _ => self.batch.gather(&self.parents),
        };
        self.parents.clear();
        batch
    }
}
