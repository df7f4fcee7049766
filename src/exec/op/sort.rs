//! Ordering all rows.

use super::sort_key::{RowOrder, join_keys, sort_keys};
use crate::column::{BATCH_ROWS, Batch, Column};
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::semantics::checked::SortItem;
use crate::value::bulk::{Bulk, free_beside};
use crate::value::sorting;

/// Hands on all rows in order at the end. Rows that do not differ keep their order.
pub(in crate::exec) struct Sort<'p> {
    items: &'p [SortItem],
    batches: Bulk<Batch, BATCHES>,
    /// The sort keys of each batch.
    keys: Bulk<Vec<Column>, BATCHES>,
    reserved: Reservation,
}

/// More batches are freed beside the work.
const BATCHES: usize = 64;

/// All rows, laid end to end.
struct Joined {
    all: Batch,
    keys: Vec<Column>,
}

impl Drop for Joined {
    fn drop(&mut self) {
        if self.all.rows() > BATCHES * BATCH_ROWS {
            free_beside((
                std::mem::take(&mut self.all),
                std::mem::take(&mut self.keys),
            ));
        }
    }
}

impl<'p> Sort<'p> {
    pub(in crate::exec) fn new(items: &'p [SortItem]) -> Self {
        Self {
            items,
            batches: Bulk::default(),
            keys: Bulk::default(),
            reserved: Reservation::default(),
        }
    }
}

impl Operator for Sort<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.batches.clear();
        self.keys.clear();
        self.reserved.release();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        let keys = sort_keys(self.items, &batch, &run.surroundings())?;
        let bytes = batch.bytes() + keys.iter().map(Column::bytes).sum::<usize>();
        self.reserved.grow(run.context.memory(), bytes)?;
        self.batches.push(batch);
        self.keys.push(keys);
        Ok(Flow::More)
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        if self.batches.is_empty() {
            return Ok(());
        }
        let interrupt = run.context.interrupt();
        let Joined { all, keys } = &self.reserved.twice(run.context.memory(), || {
            let (batches, keys) = (
                std::mem::take(&mut self.batches),
                std::mem::take(&mut self.keys),
            );
            let all = Batch::concat(&batches, interrupt)?;
            let keys = join_keys(&keys, interrupt)?;
            Ok(Joined { all, keys })
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
