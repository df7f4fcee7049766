//! Rows and their keys, held batch by batch and then laid end to end, to be put in an order by number.
//!
//! In: batches and the keys of each. Out: one batch and one column per key; many rows are freed beside the work. Knows
//! nothing of the order.

use super::sort_key::join_keys;
use crate::column::{Batch, Column};
use crate::diagnostic::{Interrupt, Result};
use crate::value::bulk::{MANY, free_beside};

/// Batches with their keys. Dropping many rows takes no time.
#[derive(Default)]
pub(super) struct Batches {
    all: Vec<Batch>,
    keys: Vec<Vec<Column>>,
    rows: usize,
}

impl Batches {
    pub(super) fn push(&mut self, batch: Batch, keys: Vec<Column>) {
        self.rows += batch.rows();
        self.all.push(batch);
        self.keys.push(keys);
    }
    /// Takes those of `other`, behind its own.
    pub(super) fn append(&mut self, other: &mut Self) {
        self.rows += std::mem::take(&mut other.rows);
        self.all.append(&mut other.all);
        self.keys.append(&mut other.keys);
    }
    /// How many rows, each counted once.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
    pub(super) fn batches(&self) -> &[Batch] {
        &self.all
    }
    /// The last batch and its keys.
    pub(super) fn last(&self) -> Option<(&Batch, &[Column])> {
        Some((self.all.last()?, self.keys.last()?))
    }
}

impl Drop for Batches {
    fn drop(&mut self) {
        if self.rows >= MANY {
            free_beside((
                std::mem::take(&mut self.all),
                std::mem::take(&mut self.keys),
            ));
        }
    }
}

/// All rows, laid end to end.
pub(super) struct Laid {
    pub(super) all: Batch,
    pub(super) keys: Vec<Column>,
}

impl Laid {
    /// The rows of these batches.
    ///
    /// # Errors
    /// The statement was cancelled or is out of time.
    pub(super) fn new(batches: &Batches, interrupt: &Interrupt) -> Result<Self> {
        let mut laid = Self {
            all: Batch::concat(&batches.all, interrupt)?,
            keys: Vec::new(),
        };
        laid.keys = join_keys(&batches.keys, interrupt)?;
        Ok(laid)
    }
}

impl Drop for Laid {
    fn drop(&mut self) {
        if self.all.rows() >= MANY {
            free_beside((
                std::mem::take(&mut self.all),
                std::mem::take(&mut self.keys),
            ));
        }
    }
}
