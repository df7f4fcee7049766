//! The first rows in an order, without ordering all of them.

use std::cmp::Ordering;
use std::sync::Arc;

use super::beyond::not_beyond;
use super::laid::{Batches, Laid};
use super::limit::row_count;
use super::sort_key::{RowOrder, compare_in, directed, sort_keys};
use crate::column::{BATCH_ROWS, Batch, Column, Typed};
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::pipeline::{Part, no_parts};
use crate::exec::threshold::{Threshold, numbers, same_kind};
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::semantics::checked::{Expr, SortItem};
use crate::value::sorting;

/// More rows are ordered in steps, so that a statement that was cancelled does not order all of them.
const MANY: usize = 1 << 17;
/// So few rows of a batch wait for others: what is done once per batch would take longer than what is done per row.
const FEW: usize = 128;
/// How many times as many rows as are needed come before the best of them are looked for again: the sooner, the fewer of those
/// that follow are held.
const TIMES: usize = 4;

/// Hands on the first rows in order at the end, holding little more than them.
pub(in crate::exec) struct TopK<'p> {
    items: &'p [SortItem],
    skip: Option<&'p Expr>,
    limit: &'p Expr,
    skipped: usize,
    /// Rows needed: those skipped too.
    wanted: usize,
    /// Are keys behind the first one computed only where the first does not tell? When they cannot fail.
    lazy: bool,
    /// The best rows so far, in order, their keys, and behind these the morsel that each is of.
    best: Batches,
    /// Rows that came since.
    later: Batches,
    /// The last of them, as long as they are few, with the keys that are known of them.
    few: Batches,
    /// Are rows of several threads put together?
    shared: bool,
    /// What all threads know together, where there are several.
    threshold: Option<Arc<Threshold>>,
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
            lazy: items.iter().skip(1).all(|item| eval::is_plain(&item.expr)),
            best: Batches::default(),
            later: Batches::default(),
            few: Batches::default(),
            shared: false,
            threshold: None,
            reserved: Reservation::default(),
        }
    }

    /// Brings the best rows up to date.
    fn settle(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        if self.later.is_empty() {
            return Ok(());
        }
        let mut parts = std::mem::take(&mut self.best);
        parts.append(&mut self.later);
        let interrupt = run.context.interrupt();
        let Laid { all, keys } = &self
            .reserved
            .twice(run.context.memory(), move || Laid::new(&parts, interrupt))?;
        // Rows are sorted by number.
        let bytes = all.rows() * 2 * size_of::<u32>() + RowOrder::bytes(keys, all.rows());
        let mut numbers = Reservation::default();
        numbers.grow(run.context.memory(), bytes)?;
        let mut rows: Vec<u32> = (0..all.rows() as u32).collect();
        // Rows that do not differ keep their order: the morsel and the number of the row decide.
        let morsels = keys.last().filter(|_| self.shared);
        let order = RowOrder::new(self.items, keys, interrupt)?;
        let by_key = |a: &u32, b: &u32| {
            let by_morsel = || {
                morsels.map_or(Ordering::Equal, |morsels| {
                    compare_in(morsels, *a as usize, morsels, *b as usize)
                })
            };
            order.compare(*a, *b).then_with(by_morsel).then(a.cmp(b))
        };
        if rows.len() > MANY {
            sorting::sort(&mut rows, interrupt, by_key)?;
            rows.truncate(self.wanted);
        } else if self.shared {
            // Those of each thread are in order already, which only a stable sort makes use of.
            rows.sort_by(by_key);
            rows.truncate(self.wanted);
        } else {
            if rows.len() > self.wanted && self.wanted > 0 {
                rows.select_nth_unstable_by(self.wanted - 1, by_key);
            }
            rows.truncate(self.wanted);
            rows.sort_unstable_by(by_key);
        }
        self.reserved.release();
        for rows in rows.chunks(BATCH_ROWS) {
            run.context.check()?;
            let best = all.gather(rows);
            let keys: Vec<Column> = keys.iter().map(|column| column.gather(rows)).collect();
            let bytes = best.bytes() + keys.iter().map(Column::bytes).sum::<usize>();
            self.reserved.grow(run.context.memory(), bytes)?;
            self.best.push(best, keys);
        }
        if let (Some(threshold), Some((best, worst))) = (&self.threshold, self.worst())
            && let (Some(item), Some(key)) = (self.items.first(), best.first())
        {
            threshold.tell(key, worst, item.descending);
        }
        Ok(())
    }
}

impl Operator for TopK<'_> {
    fn part(&mut self, run: &Runtime<'_, '_>) -> Result<Option<Part>> {
        self.take_few(run)?;
        self.settle(run)?;
        Ok(Some(Box::new(std::mem::take(&mut self.best))))
    }

    fn share(&mut self, threshold: &Arc<Threshold>) {
        self.threshold = Some(Arc::clone(threshold));
    }

    fn absorb(&mut self, parts: Vec<Part>, run: &Runtime<'_, '_>) -> Result<()> {
        self.shared = true;
        for part in parts {
            let mut part = part.downcast::<Batches>().map_err(|_| no_parts())?;
            self.later.append(&mut part);
        }
        self.settle(run)
    }

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
        self.best = Batches::default();
        self.later = Batches::default();
        self.few = Batches::default();
        self.shared = false;
        self.reserved.release();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        if self.wanted == 0 {
            return Ok(Flow::Done);
        }
        for batch in batch.flatten() {
            self.offer(batch, run)?;
        }
        Ok(Flow::More)
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        self.take_few(run)?;
        self.settle(run)?;
        let mut skipped = self.skipped;
        for piece in std::mem::take(&mut self.best).batches() {
            let rest = piece.slice(skipped, piece.rows());
            skipped = skipped.saturating_sub(piece.rows());
            if rest.rows() > 0 && out(rest)? == Flow::Done {
                break;
            }
        }
        self.reserved.release();
        Ok(())
    }
}

impl TopK<'_> {
    /// How many keys are computed for every row. The first one tells most rows; the others are computed for the rest, when they
    /// cannot fail.
    fn at_once(&self) -> usize {
        if self.lazy { 1 } else { self.items.len() }
    }

    /// Takes the rows of a batch that may be among the first ones.
    fn offer(&mut self, batch: Batch, run: &Runtime<'_, '_>) -> Result<()> {
        let mut keys = sort_keys(&self.items[..self.at_once()], &batch, &run.surroundings())?;
        let Some((batch, rows)) = self.told_by_first(batch, &keys) else {
            return Ok(());
        };
        if let Some(rows) = rows {
            keys = keys.iter().map(|column| column.gather(&rows)).collect();
        }
        let morsel = i64::from(run.context.morsel());
        keys.push(Column::Integer(Typed::new(vec![morsel; batch.rows()])));
        let bytes = batch.bytes() + keys.iter().map(Column::bytes).sum::<usize>();
        self.reserved.grow(run.context.memory(), bytes)?;
        let enough = self.few.rows() + batch.rows() >= FEW;
        if enough && self.few.is_empty() {
            return self.take(batch, keys, run);
        }
        self.few.push(batch, keys);
        if enough { self.take_few(run) } else { Ok(()) }
    }

    /// Takes in the rows of batches that had few.
    fn take_few(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        if self.few.is_empty() {
            return Ok(());
        }
        let few = std::mem::take(&mut self.few);
        let mut laid = Laid::new(&few, run.context.interrupt())?;
        let keys = std::mem::take(&mut laid.keys);
        self.take(std::mem::take(&mut laid.all), keys, run)
    }

    /// Takes in rows by the keys that are known of them, and the morsels they are of.
    fn take(
        &mut self,
        mut batch: Batch,
        mut keys: Vec<Column>,
        run: &Runtime<'_, '_>,
    ) -> Result<()> {
        let known = self.at_once();
        let others = sort_keys(&self.items[known..], &batch, &run.surroundings())?;
        let bytes = others.iter().map(Column::bytes).sum();
        self.reserved.grow(run.context.memory(), bytes)?;
        keys.splice(known..known, others);
        if let Some(rows) = self.told_by_all(&batch, &keys) {
            if rows.is_empty() {
                return Ok(());
            }
            keys = keys.iter().map(|column| column.gather(&rows)).collect();
            batch = batch.gather(&rows);
        }
        self.later.push(batch, keys);
        let most = self
            .wanted
            .saturating_mul(TIMES)
            .clamp(BATCH_ROWS / 8, 2 * BATCH_ROWS);
        if self.later.rows() > self.wanted.max(most) {
            self.settle(run)?;
        }
        Ok(())
    }

    /// The worst of the best rows, when there are as many of these as are needed.
    fn worst(&self) -> Option<(&[Column], usize)> {
        let (last, keys) = self.best.last()?;
        (self.best.rows() >= self.wanted).then(|| (keys, last.rows() - 1))
    }

    /// The rows whose first key does not rule them out, and which ones they are; without the latter, all. `None` for no
    /// rows.
    fn told_by_first(&self, batch: Batch, keys: &[Column]) -> Option<(Batch, Option<Vec<u32>>)> {
        let (Some(item), Some(key)) = (self.items.first(), keys.first()) else {
            return Some((batch, None));
        };
        let numbers = numbers(key).filter(|numbers| numbers.validity().is_none());
        let rows = match (numbers, self.limit(key, item.descending), self.worst()) {
            (Some(numbers), Some(limit), _) => not_beyond(numbers.values(), limit, item.descending),
            (_, _, Some((best, worst))) => {
                let may = |row: &u32| {
                    directed(item, compare_in(key, *row as usize, &best[0], worst)).is_le()
                };
                (0..batch.rows() as u32).filter(may).collect()
            }
            _ => return Some((batch, None)),
        };
        if rows.is_empty() {
            return None;
        }
        if rows.len() == batch.rows() {
            return Some((batch, None));
        }
        Some((batch.gather(&rows), Some(rows)))
    }

    /// What the first key must not be beyond, where that is known as a number.
    fn limit(&self, key: &Column, descending: bool) -> Option<i64> {
        let all = self.threshold.as_ref();
        let own = || {
            let (best, worst) = self.worst()?;
            let best = best.first().filter(|best| same_kind(best, key))?;
            numbers(best)?.get(worst)
        };
        all.and_then(|all| all.limit(key, descending)).or_else(own)
    }

    /// The rows before the worst of the best; `None` for all.
    fn told_by_all(&self, batch: &Batch, keys: &[Column]) -> Option<Vec<u32>> {
        let (best, worst) = self.worst()?;
        let is_better = |row: &u32| {
            let columns = self.items.iter().zip(keys.iter().zip(best));
            columns
                .map(|(item, (key, best))| {
                    directed(item, compare_in(key, *row as usize, best, worst))
                })
                .find(|order| order.is_ne())
                == Some(Ordering::Less)
        };
        let rows: Vec<u32> = (0..batch.rows() as u32).filter(is_better).collect();
        (rows.len() < batch.rows()).then_some(rows)
    }
}
