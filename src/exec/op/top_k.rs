//! The first rows in an order, without ordering all of them.

use std::cmp::Ordering;

use super::laid::{Batches, Laid};
use super::limit::row_count;
use super::sort_key::{RowOrder, compare_in, directed, sort_keys};
use crate::column::{BATCH_ROWS, Batch, Column, Typed};
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::pipeline::{Part, no_parts};
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
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
    /// Are keys behind the first one computed only where the first does not tell? When they cannot fail.
    lazy: bool,
    /// The best rows so far, in order, their keys, and behind these the morsel that each is of.
    best: Batches,
    /// Rows that came since.
    later: Batches,
    /// Are rows of several threads put together?
    shared: bool,
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
            shared: false,
            reserved: Reservation::default(),
        }
    }

    /// Brings the best rows up to date.
    fn settle(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        let mut parts = std::mem::take(&mut self.best);
        parts.append(&mut self.later);
        if parts.is_empty() {
            return Ok(());
        }
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
        Ok(())
    }
}

impl Operator for TopK<'_> {
    fn part(&mut self, run: &Runtime<'_, '_>) -> Result<Option<Part>> {
        self.settle(run)?;
        Ok(Some(Box::new(std::mem::take(&mut self.best))))
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
    /// Takes in the rows of a batch that may be among the first ones.
    fn offer(&mut self, batch: Batch, run: &Runtime<'_, '_>) -> Result<()> {
        let surroundings = run.surroundings();
        // The first key tells most rows; the others are computed for the rest.
        let now = if self.lazy { 1 } else { self.items.len() };
        let mut keys = sort_keys(&self.items[..now], &batch, &surroundings)?;
        let Some((mut batch, rows)) = self.told_by_first(batch, &keys) else {
            return Ok(());
        };
        if let Some(rows) = rows {
            keys = keys.iter().map(|column| column.gather(&rows)).collect();
        }
        keys.extend(sort_keys(&self.items[now..], &batch, &surroundings)?);
        if let Some(rows) = self.told_by_all(&batch, &keys) {
            if rows.is_empty() {
                return Ok(());
            }
            keys = keys.iter().map(|column| column.gather(&rows)).collect();
            batch = batch.gather(&rows);
        }
        let morsel = i64::from(run.context.morsel());
        keys.push(Column::Integer(Typed::new(vec![morsel; batch.rows()])));
        let bytes = batch.bytes() + keys.iter().map(Column::bytes).sum::<usize>();
        self.reserved.grow(run.context.memory(), bytes)?;
        self.later.push(batch, keys);
        // The first ones soon: they tell which of the others need not be held.
        let most = if self.best.is_empty() {
            BATCH_ROWS / 2
        } else {
            2 * BATCH_ROWS
        };
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
        let (Some((best, worst)), Some(item), Some(key)) =
            (self.worst(), self.items.first(), keys.first())
        else {
            return Some((batch, None));
        };
        let numbers = match (key, &best[0]) {
            (Column::Integer(key), Column::Integer(best)) => Some((key, best)),
            (Column::Moment(key), Column::Moment(best)) if key.same_zone(best) => {
                Some((key.seconds(), best.seconds()))
            }
            _ => None,
        };
        let rows = match numbers {
            Some((key, best)) if key.validity().is_none() && best.is_valid(worst) => {
                not_beyond(key.values(), best.values()[worst], item.descending)
            }
            _ => {
                let may = |row: &u32| {
                    directed(item, compare_in(key, *row as usize, &best[0], worst)).is_le()
                };
                (0..batch.rows() as u32).filter(may).collect()
            }
        };
        if rows.is_empty() {
            return None;
        }
        if rows.len() == batch.rows() {
            return Some((batch, None));
        }
        Some((batch.gather(&rows), Some(rows)))
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

/// Where values stand that are not beyond a limit. Mostly there are none among many, which is found without a branch per value.
fn not_beyond(values: &[i64], limit: i64, descending: bool) -> Vec<u32> {
    let mut rows = Vec::new();
    for (part, start) in values.chunks(AT_ONCE).zip((0_u32..).step_by(AT_ONCE)) {
        let all_are = |beyond: fn(i64, i64) -> i64| {
            let both = |all, value: &i64| all & beyond(*value, limit);
            part.iter().fold(-1, both) < 0
        };
        let none = if descending {
            all_are(less)
        } else {
            all_are(|value, limit| less(limit, value))
        };
        if none {
            continue;
        }
        let numbered = part.iter().zip(start..);
        let kept = numbered.filter(|(value, _)| {
            if descending {
                **value >= limit
            } else {
                **value <= limit
            }
        });
        rows.extend(kept.map(|(_, row)| row));
    }
    rows
}

/// How many values are held against a limit at once.
const AT_ONCE: usize = 64;

/// Below zero where one integer is less than the other: the difference, with its sign turned where it has gone beyond 64 bits
/// (Warren, Hacker's Delight, 2-12). Several at a time also where a processor cannot compare integers of 64 bits so.
#[inline]
fn less(one: i64, other: i64) -> i64 {
    let difference = one.wrapping_sub(other);
    difference ^ ((one ^ other) & (difference ^ one))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

    use super::{AT_ONCE, not_beyond};

    fn integers() -> impl Strategy<Value = i64> {
        prop_oneof![-3_i64..4, any::<i64>(), Just(i64::MAX), Just(i64::MIN)]
    }

    proptest! {
        #[test]
        fn what_is_not_beyond_is_found(
            values in prop::collection::vec(integers(), 0..3 * AT_ONCE),
            limit in integers(),
            descending: bool,
        ) {
            let keeps = |value: i64| if descending { value >= limit } else { value <= limit };
            let rows = (0..values.len() as u32).filter(|row| keeps(values[*row as usize]));
            assert_eq!(not_beyond(&values, limit, descending), rows.collect::<Vec<_>>());
        }
    }
}
