//! The first rows in an order, without ordering all of them.

use std::cmp::Ordering;

use super::limit::row_count;
use super::sort_key::{RowOrder, compare_in, directed, join_keys, sort_keys};
use crate::column::{BATCH_ROWS, Batch, Column};
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::semantics::checked::{Expr, SortItem};
use crate::value::sorting;

/// More rows are ordered in steps, so that a statement that was cancelled does not order all of them.
const MANY: usize = 1 << 17;

/// Hands on the first rows in order at the end, holding little more than them.
pub(in crate::exec) struct TopK<'p> {
    items: &'p [SortItem],
    skip: Option<&'p Expr>,
    limit: &'p Expr,
    skipped: usize,
    /// Rows needed: those skipped too.
    wanted: usize,
    /// The best rows so far, in order, and their keys.
    best: Option<(Batch, Vec<Column>)>,
    /// Rows that came since.
    later: Vec<(Batch, Vec<Column>)>,
    later_rows: usize,
    reserved: Reservation,
}

impl<'p> TopK<'p> {
    pub(in crate::exec) fn new(
        items: &'p [SortItem],
        skip: Option<&'p Expr>,
        limit: &'p Expr,
    ) -> Self {
        Self {
            items,
            skip,
            limit,
            skipped: 0,
            wanted: 0,
            best: None,
            later: Vec::new(),
            later_rows: 0,
            reserved: Reservation::default(),
        }
    }

    /// Brings the best rows up to date.
    fn settle(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        let mut parts = Vec::with_capacity(self.later.len() + 1);
        parts.extend(self.best.take());
        parts.append(&mut self.later);
        self.later_rows = 0;
        if parts.is_empty() {
            return Ok(());
        }
        let (batches, keys): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        // Laid end to end, everything is there twice for a moment, and the rows by number.
        let mut copied = Reservation::default();
        let numbers = 2 * size_of::<u32>() * batches.iter().map(Batch::rows).sum::<usize>();
        copied.grow(run.context.memory(), self.reserved.bytes() + numbers)?;
        let interrupt = run.context.interrupt();
        let all = Batch::concat(&batches, interrupt)?;
        let keys = join_keys(self.items, &keys, interrupt)?;
        let mut rows: Vec<u32> = (0..all.rows() as u32).collect();
        // Rows that do not differ keep their order: the number of the row decides.
        let order = RowOrder::new(self.items, &keys);
        let by_key = |a: &u32, b: &u32| order.compare(*a, *b).then(a.cmp(b));
        if rows.len() > MANY {
            sorting::sort(&mut rows, interrupt, by_key)?;
            rows.truncate(self.wanted);
        } else {
            if rows.len() > self.wanted && self.wanted > 0 {
                rows.select_nth_unstable_by(self.wanted - 1, by_key);
            }
            rows.truncate(self.wanted);
            rows.sort_unstable_by(by_key);
        }
        let best = all.gather(&rows);
        let keys: Vec<Column> = keys.iter().map(|column| column.gather(&rows)).collect();
        self.reserved.release();
        let bytes = best.bytes() + keys.iter().map(Column::bytes).sum::<usize>();
        self.reserved.grow(run.context.memory(), bytes)?;
        self.best = Some((best, keys));
        Ok(())
    }
}

impl Operator for TopK<'_> {
    fn start(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        let skipped = match self.skip {
            Some(skip) => row_count(skip, run)?,
            None => 0,
        };
        let limit = row_count(self.limit, run)?;
        self.skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
        self.wanted = usize::try_from(skipped.saturating_add(limit)).unwrap_or(usize::MAX);
        if limit == 0 {
            self.wanted = 0;
        }
        self.best = None;
        self.later.clear();
        self.later_rows = 0;
        self.reserved.release();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        if self.wanted == 0 {
            return Ok(Flow::Done);
        }
        let surroundings = run.surroundings();
        for batch in batch.flatten() {
            let keys = sort_keys(self.items, &batch, &surroundings)?;
            let Some((batch, keys)) = self.candidates(batch, keys) else {
                continue;
            };
            let bytes = batch.bytes() + keys.iter().map(Column::bytes).sum::<usize>();
            self.reserved.grow(run.context.memory(), bytes)?;
            self.later_rows += batch.rows();
            self.later.push((batch, keys));
            if self.later_rows > self.wanted.max(2 * BATCH_ROWS) {
                self.settle(run)?;
            }
        }
        Ok(Flow::More)
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        self.settle(run)?;
        if let Some((best, _)) = self.best.take()
            && best.rows() > self.skipped
        {
            let rest = best.slice(self.skipped, best.rows() - self.skipped);
            for piece in rest.pieces() {
                if out(piece)? == Flow::Done {
                    break;
                }
            }
        }
        self.reserved.release();
        Ok(())
    }
}

impl TopK<'_> {
    /// The rows that may be among the first ones, given the worst of the best so far.
    fn candidates(&self, batch: Batch, keys: Vec<Column>) -> Option<(Batch, Vec<Column>)> {
        let Some((best, best_keys)) = &self.best else {
            return Some((batch, keys));
        };
        if best.rows() < self.wanted {
            return Some((batch, keys));
        }
        let worst = best.rows() - 1;
        let is_better = |row: u32| {
            let columns = self.items.iter().zip(keys.iter().zip(best_keys));
            columns
                .map(|(item, (key, best))| {
                    directed(item, compare_in(key, row as usize, best, worst))
                })
                .find(|order| order.is_ne())
                == Some(Ordering::Less)
        };
        let all = 0..batch.rows() as u32;
        let rows: Vec<u32> = match (keys.first(), best_keys.first(), self.items.first()) {
            // Most rows are told by a first key that is a number.
            (Some(Column::Integer(key)), Some(Column::Integer(best)), Some(item))
                if key.validity().is_none() && best.is_valid(worst) =>
            {
                let (values, limit) = (key.values(), best.values()[worst]);
                let rows = values.iter().zip(all);
                let rows: Vec<u32> = if item.descending {
                    rows.filter(|(value, _)| **value >= limit)
                        .map(|(_, row)| row)
                        .collect()
                } else {
                    rows.filter(|(value, _)| **value <= limit)
                        .map(|(_, row)| row)
                        .collect()
                };
                rows.into_iter().filter(|row| is_better(*row)).collect()
            }
            _ => all.filter(|row| is_better(*row)).collect(),
        };
        if rows.is_empty() {
            return None;
        }
        if rows.len() == batch.rows() {
            return Some((batch, keys));
        }
        let keys = keys.iter().map(|column| column.gather(&rows)).collect();
        Some((batch.gather(&rows), keys))
    }
}
