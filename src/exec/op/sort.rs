//! Ordering all rows.

use super::laid::{Batches, Laid};
use super::sort_key::{RowOrder, sort_keys};
use crate::column::{BATCH_ROWS, Batch, Column};
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::semantics::checked::SortItem;
use crate::value::sorting;

/// Hands on all rows in order at the end. Rows that do not differ keep their order.
pub(in crate::exec) struct Sort<'p> {
    items: &'p [SortItem],
    /// With their sort keys.
    batches: Batches,
    reserved: Reservation,
}

impl<'p> Sort<'p> {
    pub(in crate::exec) fn new(items: &'p [SortItem]) -> Self {
        Self {
            items,
            batches: Batches::default(),
            reserved: Reservation::default(),
        }
    }
}

impl Operator for Sort<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.batches = Batches::default();
        self.reserved.release();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        let keys = sort_keys(self.items, &batch, &run.surroundings())?;
        let bytes = batch.bytes() + keys.iter().map(Column::bytes).sum::<usize>();
        self.reserved.grow(run.context.memory(), bytes)?;
        self.batches.push(batch, keys);
        Ok(Flow::More)
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        if self.batches.is_empty() {
            return Ok(());
        }
        let interrupt = run.context.interrupt();
        let Laid { all, keys } = &self.reserved.twice(run.context.memory(), || {
            Laid::new(&std::mem::take(&mut self.batches), interrupt)
        })?;
        // Rows are sorted by number.
        let bytes = all.rows() * 2 * size_of::<u32>() + RowOrder::bytes(keys, all.rows());
        let mut numbers = Reservation::default();
        numbers.grow(run.context.memory(), bytes)?;
        run.context.check()?;
        let mut rows: Vec<u32> = (0..all.rows() as u32).collect();
        let order = RowOrder::new(self.items, keys, interrupt)?;
        sorting::sort(&mut rows, interrupt, |a, b| order.compare(*a, *b))?;
        for rows in rows.chunks(BATCH_ROWS) {
            run.context.check()?;
            if out(all.gather(rows))? == Flow::Done {
                break;
            }
        }
        self.reserved.release();
        Ok(())
    }
}
