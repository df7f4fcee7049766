//! Rows that a writing clause holds back until it has seen all of them.

use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::runtime::BatchRow;
use crate::exec::{Flow, Runtime, Sink};
use crate::value::bulk::Bulk;

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

/// More batches are freed beside the work.
const BATCHES: usize = 64;

/// Batches that are held.
pub(super) type Batches<T = Batch> = Bulk<T, BATCHES>;

/// Batches in the order they came, each with what was made of it; every row stands once.
pub(super) struct Held<T: Send + 'static> {
    batches: Batches<(Batch, T)>,
    reserved: Reservation,
}

impl<T: Send> Default for Held<T> {
    fn default() -> Self {
        Self {
            batches: Bulk::default(),
            reserved: Reservation::default(),
        }
    }
}

impl<T: Beside + Send> Held<T> {
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

    /// Takes all batches out, one after the other in the order they came.
    pub(super) fn take(&mut self) -> InTurn<(Batch, T)> {
        InTurn::new(std::mem::take(&mut self.batches))
    }
}

/// Gives batches one after the other; those that nobody asked for are freed as all were to be.
pub(super) struct InTurn<T: Send + 'static>(Batches<T>);

impl<T: Send> InTurn<T> {
    fn new(mut batches: Batches<T>) -> Self {
        batches.reverse();
        Self(batches)
    }
}

impl<T: Send> Iterator for InTurn<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.pop()
    }
}

/// Hands on batches that a clause is done with, on a graph that is ready to be read.
pub(super) fn hand_on(batches: Batches, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
    run.context.settle()?;
    for batch in InTurn::new(batches) {
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
    let mut batches = Batches::default();
    batches.extend(held.take().map(|(batch, ())| batch));
    for batch in batches.iter() {
        run.context.check()?;
        for row in 0..batch.rows() {
            work(&BatchRow { batch, row })?;
        }
    }
    hand_on(batches, run, out)?;
    held.clear();
    Ok(())
}
