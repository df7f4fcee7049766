//! Rows that a writing clause holds back until it has seen all of them.

use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::runtime::BatchRow;
use crate::exec::{Flow, Runtime, Sink};

/// What is made of a batch and held beside it.
pub(super) trait Beside {
    /// Bytes held; for budgets, not exact.
    fn bytes(&self) -> usize;
}

impl Beside for () {
    fn bytes(&self) -> usize {
        0
    }
}

impl Beside for Vec<Column> {
    fn bytes(&self) -> usize {
        self.iter().map(Column::bytes).sum()
    }
}

/// Batches in the order they came, each with what was made of it; every row stands once.
pub(super) struct Held<T> {
    batches: Vec<(Batch, T)>,
    reserved: Reservation,
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self {
            batches: Vec::new(),
            reserved: Reservation::default(),
        }
    }
}

impl<T: Beside> Held<T> {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.batches.clear();
        self.reserved.release();
    }

    /// Keeps a batch and what `make` makes of it.
    pub(super) fn keep(
        &mut self,
        batch: Batch,
        run: &Runtime<'_, '_>,
        mut make: impl FnMut(&Batch) -> Result<T>,
    ) -> Result<Flow> {
        for batch in batch.flatten() {
            self.reserved.grow(run.context.memory(), batch.bytes())?;
            let made = make(&batch)?;
            self.reserved.grow(run.context.memory(), made.bytes())?;
            self.batches.push((batch, made));
        }
        Ok(Flow::More)
    }

    /// Takes all batches out.
    pub(super) fn take(&mut self) -> Vec<(Batch, T)> {
        std::mem::take(&mut self.batches)
    }
}

/// Hands on batches that a clause is done with.
pub(super) fn hand_on(batches: Vec<Batch>, out: &mut Sink<'_>) -> Result<()> {
    for batch in batches {
        if out(batch)? == Flow::Done {
            break;
        }
    }
    Ok(())
}

/// Does the work for every row, then hands all rows on.
pub(super) fn for_each_row(
    held: &mut Held<()>,
    run: &Runtime<'_, '_>,
    out: &mut Sink<'_>,
    mut work: impl FnMut(&BatchRow<'_>) -> Result<()>,
) -> Result<()> {
    let batches: Vec<Batch> = held.take().into_iter().map(|(batch, ())| batch).collect();
    for batch in &batches {
        run.context.check()?;
        for row in 0..batch.rows() {
            work(&BatchRow { batch, row })?;
        }
    }
    hand_on(batches, out)?;
    held.clear();
    Ok(())
}
