//! Ordering all rows, or only finding the first ones in an order.

use std::cmp::Ordering;

use super::super::memory::Reservation;
use super::limit::row_count;
use crate::column::{BATCH_ROWS, Batch, Column};
use crate::diagnostic::Result;
use crate::exec::runtime::Surroundings;
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::semantics::checked::{Expr, SortItem};
use crate::value::order;

/// Hands on all rows in order at the end. Rows that do not differ keep their order.
pub(in crate::exec) struct Sort<'p> {
    items: &'p [SortItem],
    batches: Vec<Batch>,
    /// The sort keys of each batch.
    keys: Vec<Vec<Column>>,
    reserved: Reservation,
}

impl<'p> Sort<'p> {
    pub(in crate::exec) fn new(items: &'p [SortItem]) -> Self {
        Self {
            items,
            batches: Vec::new(),
            keys: Vec::new(),
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
        let all = Batch::concat(&std::mem::take(&mut self.batches));
        let keys = join_keys(self.items, &std::mem::take(&mut self.keys));
        let mut rows: Vec<u32> = (0..all.rows() as u32).collect();
        rows.sort_by(|&a, &b| compare(self.items, &keys, a, b));
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
        let all = Batch::concat(&batches);
        let keys = join_keys(self.items, &keys);
        let mut rows: Vec<u32> = (0..all.rows() as u32).collect();
        // Rows that do not differ keep their order: the number of the row decides.
        let by_key = |a: &u32, b: &u32| compare(self.items, &keys, *a, *b).then(a.cmp(b));
        if rows.len() > self.wanted && self.wanted > 0 {
            rows.select_nth_unstable_by(self.wanted - 1, by_key);
        }
        rows.truncate(self.wanted);
        rows.sort_unstable_by(by_key);
        let best = all.gather(&rows);
        let keys: Vec<Column> = keys.iter().map(|column| column.gather(&rows)).collect();
        self.reserved.release();
        self.reserved.grow(run.context.memory(), best.bytes())?;
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
            self.reserved.grow(run.context.memory(), batch.bytes())?;
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
        let rows: Vec<u32> = (0..batch.rows() as u32)
            .filter(|&row| {
                let columns = self.items.iter().zip(keys.iter().zip(best_keys));
                columns
                    .map(|(item, (key, best))| {
                        directed(item, compare_in(key, row as usize, best, worst))
                    })
                    .find(|order| order.is_ne())
                    == Some(Ordering::Less)
            })
            .collect();
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

fn sort_keys(
    items: &[SortItem],
    batch: &Batch,
    surroundings: &Surroundings<'_, '_, '_>,
) -> Result<Vec<Column>> {
    items
        .iter()
        .map(|item| eval::evaluate(&item.expr, batch, surroundings))
        .collect()
}

fn join_keys(items: &[SortItem], keys: &[Vec<Column>]) -> Vec<Column> {
    (0..items.len())
        .map(|place| {
            let parts: Vec<Column> = keys.iter().map(|columns| columns[place].clone()).collect();
            Column::concat(&parts)
        })
        .collect()
}

fn compare(items: &[SortItem], keys: &[Column], a: u32, b: u32) -> Ordering {
    items
        .iter()
        .zip(keys)
        .map(|(item, column)| directed(item, compare_in(column, a as usize, column, b as usize)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn directed(item: &SortItem, order: Ordering) -> Ordering {
    if item.descending {
        order.reverse()
    } else {
        order
    }
}

/// The order of two values in columns, without making values where both are of one simple type.
fn compare_in(left: &Column, a: usize, right: &Column, b: usize) -> Ordering {
    match (left, right) {
        // `null` comes last.
        (Column::Integer(x), Column::Integer(y)) => nulls_last(x.get(a), y.get(b), i64::cmp),
        (Column::Boolean(x), Column::Boolean(y)) => nulls_last(x.get(a), y.get(b), bool::cmp),
        (Column::Value(x), Column::Value(y)) => order::compare(&x[a], &y[b]),
        _ => order::compare(&left.get(a), &right.get(b)),
    }
}

fn nulls_last<T>(a: Option<T>, b: Option<T>, compare: fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(&a, &b),
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
    }
}
