//! Rows, column by column.
//!
//! In: columns by number. Out: the same, narrowed, repeated or joined. A batch may have rows without any column: the
//! unit row that every plan starts from. Knows nothing of the variables that the numbers stand for.

use std::sync::Arc;

use super::Column;
use crate::diagnostic::{Interrupt, Result};
use crate::value::Value;

/// How many rows a full batch has. Operators that multiply rows hand on batches of about this size.
pub const BATCH_ROWS: usize = 2048;

/// Some rows. A clone costs a reference count per column.
///
/// Columns are kept from the first that is there to the last: a plan of thousands of variables, of which a part sees only
/// its own few, costs that part only those.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    rows: usize,
    /// The number of the first place in `columns`.
    first: usize,
    columns: Vec<Option<Column>>,
    multiplicity: Option<Arc<Vec<u64>>>,
}

impl Batch {
    /// One row without columns.
    pub fn unit() -> Self {
        Self::empty(1)
    }
    /// `rows` rows without columns.
    pub fn empty(rows: usize) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }

    /// How many rows, each counted once.
    pub fn rows(&self) -> usize {
        self.rows
    }
    /// How many rows, each counted as often as it stands.
    pub fn total_rows(&self) -> u64 {
        self.multiplicity
            .as_ref()
            .map_or(self.rows as u64, |times| times.iter().sum())
    }
    /// How often a row stands.
    #[inline]
    pub fn times(&self, row: usize) -> u64 {
        self.multiplicity.as_ref().map_or(1, |times| times[row])
    }
    /// How often each row stands; `None` when all stand once.
    pub fn multiplicity(&self) -> Option<&[u64]> {
        self.multiplicity.as_ref().map(|times| times.as_slice())
    }
    /// Says how often each row stands (at least once); as many entries as rows.
    pub fn set_multiplicity(&mut self, times: Option<Vec<u64>>) {
        self.multiplicity = times.map(Arc::new);
    }

    /// The column of this number.
    #[inline]
    pub fn column(&self, at: usize) -> Option<&Column> {
        self.columns.get(at.wrapping_sub(self.first))?.as_ref()
    }
    /// All columns with their numbers.
    pub fn columns(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| Some((self.first + at, column.as_ref()?)))
    }
    /// Sets a column; it has as many rows as the batch.
    pub fn set(&mut self, at: usize, column: Column) {
        debug_assert_eq!(column.len(), self.rows);
        if self.columns.is_empty() {
            self.first = at;
        } else if at < self.first {
            let missing = self.first - at;
            self.columns
                .splice(0..0, std::iter::repeat_n(None, missing));
            self.first = at;
        }
        let place = at - self.first;
        if self.columns.len() <= place {
            self.columns.resize(place + 1, None);
        }
        self.columns[place] = Some(column);
    }
    /// Takes a column out.
    pub fn remove(&mut self, at: usize) -> Option<Column> {
        self.columns.get_mut(at.wrapping_sub(self.first))?.take()
    }
    /// Drops all columns that `keep` does not want.
    pub fn retain(&mut self, mut keep: impl FnMut(usize) -> bool) {
        for (at, column) in self.columns.iter_mut().enumerate() {
            if column.is_some() && !keep(self.first + at) {
                *column = None;
            }
        }
        while let Some(None) = self.columns.last() {
            self.columns.pop();
        }
        let gone = self.columns.iter().take_while(|column| column.is_none());
        let gone = gone.count();
        self.columns.drain(..gone);
        self.first += gone;
    }
    /// The value of a column in a row; `null` when there is no such column.
    #[inline]
    pub fn value(&self, at: usize, row: usize) -> Value {
        self.column(at)
            .map_or(Value::Null, |column| column.get(row))
    }

    /// The rows named, in the order named.
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Self {
        let columns = self.columns.iter();
        Self {
            rows: rows.len(),
            first: self.first,
            columns: columns
                .map(|column| column.as_ref().map(|column| column.gather(rows)))
                .collect(),
            multiplicity: self
                .multiplicity
                .as_ref()
                .map(|times| Arc::new(rows.iter().map(|&row| times[row as usize]).collect())),
        }
    }
    /// One row, `rows` times. O(columns).
    #[must_use]
    pub fn broadcast(&self, row: usize, rows: usize) -> Self {
        let columns = self.columns.iter();
        Self {
            rows,
            first: self.first,
            columns: columns
                .map(|column| column.as_ref().map(|column| column.broadcast(row, rows)))
                .collect(),
            multiplicity: self
                .multiplicity
                .as_ref()
                .map(|times| Arc::new(vec![times[row]; rows])),
        }
    }
    /// The rows `from..from + len`, as far as there are any.
    #[must_use]
    pub fn slice(&self, from: usize, len: usize) -> Self {
        let end = from.saturating_add(len).min(self.rows);
        if from == 0 && end == self.rows {
            return self.clone();
        }
        let rows: Vec<u32> = (from.min(end) as u32..end as u32).collect();
        self.gather(&rows)
    }
    /// Pieces of at most [`BATCH_ROWS`] rows, in order.
    pub fn pieces(&self) -> impl Iterator<Item = Self> + '_ {
        (0..self.rows.div_ceil(BATCH_ROWS)).map(|piece| self.slice(piece * BATCH_ROWS, BATCH_ROWS))
    }
    /// The same rows, each standing once: a row that stands n times becomes n rows. Pieces of bounded size.
    pub fn flatten(self) -> Flattened {
        Flattened {
            batch: self,
            row: 0,
            done: 0,
        }
    }
    /// All rows of all batches, in order. A column that is missing in some but not in all is `null` there.
    ///
    /// # Errors
    /// What stops the work.
    pub fn concat(batches: &[Self], interrupt: &Interrupt) -> Result<Self> {
        if let [only] = batches {
            return Ok(only.clone());
        }
        let mut joined = Self::empty(batches.iter().map(Self::rows).sum());
        let filled = batches.iter().filter(|batch| !batch.columns.is_empty());
        let first = filled.clone().map(|batch| batch.first).min().unwrap_or(0);
        let end = filled.map(|batch| batch.first + batch.columns.len()).max();
        for at in first..end.unwrap_or(first) {
            if batches.iter().any(|batch| batch.column(at).is_some()) {
                let parts: Vec<_> = batches
                    .iter()
                    .map(|batch| {
                        batch
                            .column(at)
                            .cloned()
                            .unwrap_or_else(|| Column::nulls(batch.rows))
                    })
                    .collect();
                joined.set(at, Column::concat(&parts, interrupt)?);
            }
        }
        if batches.iter().any(|batch| batch.multiplicity.is_some()) {
            let times = batches
                .iter()
                .flat_map(|batch| (0..batch.rows).map(|row| batch.times(row)));
            joined.set_multiplicity(Some(times.collect()));
        }
        Ok(joined)
    }
    /// Bytes held; for budgets, not exact.
    pub fn bytes(&self) -> usize {
        self.columns()
            .map(|(_, column)| column.bytes())
            .sum::<usize>()
            + 16 * self.columns.len()
            + 64
    }
}

/// Batches in which every row stands once.
pub struct Flattened {
    batch: Batch,
    row: usize,
    /// How often `row` was given already.
    done: u64,
}

impl Iterator for Flattened {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        if self.batch.multiplicity.is_none() {
            let batch = std::mem::take(&mut self.batch);
            return (batch.rows > 0).then_some(batch);
        }
        let mut rows = Vec::new();
        while self.row < self.batch.rows && rows.len() < BATCH_ROWS {
            let left = self.batch.times(self.row) - self.done;
            let taken = left.min((BATCH_ROWS - rows.len()) as u64);
            rows.extend(std::iter::repeat_n(self.row as u32, taken as usize));
            if taken == left {
                self.row += 1;
                self.done = 0;
            } else {
                self.done += taken;
            }
        }
        if rows.is_empty() {
            return None;
        }
        let mut batch = self.batch.gather(&rows);
        batch.multiplicity = None;
        Some(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::{BATCH_ROWS, Batch};
    use crate::column::Column;
    use crate::diagnostic::Interrupt;
    use crate::value::Value;

    fn numbers(values: impl IntoIterator<Item = i64>) -> Batch {
        let column = Column::from_values(values.into_iter().map(Value::Integer).collect());
        let mut batch = Batch::empty(column.len());
        batch.set(0, column);
        batch
    }

    /// The first column of the batches, end to end.
    fn check(batches: &[Batch], expected: &[i64]) {
        let found: Vec<i64> = batches
            .iter()
            .flat_map(|batch| (0..batch.rows()).map(|row| batch.value(0, row)))
            .map(|value| match value {
                Value::Integer(value) => value,
                _ => i64::MIN,
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn shapes() {
        check(&[numbers([1, 2, 3]).gather(&[2, 0])], &[3, 1]);
        check(&[numbers([1, 2, 3]).broadcast(1, 3)], &[2, 2, 2]);
        check(&[numbers([1, 2, 3]).slice(1, 9)], &[2, 3]);
        check(&[numbers([1, 2, 3]).slice(3, 9)], &[]);
        check(
            &[Batch::concat(&[numbers([1]), numbers([2, 3])], &Interrupt::default()).unwrap()],
            &[1, 2, 3],
        );
        assert_eq!(numbers(0..5000).pieces().count(), 3);
    }

    #[test]
    fn columns_far_from_the_first_cost_nothing() {
        let column = |value: i64| Column::from_values(vec![Value::Integer(value)]);
        let mut batch = Batch::unit();
        batch.set(1_000_000, column(1));
        assert!(batch.bytes() < 1000, "{}", batch.bytes());
        batch.set(999_998, column(2));
        batch.set(1_000_001, column(3));
        let numbers: Vec<_> = batch.columns().map(|(at, _)| at).collect();
        assert_eq!(numbers, [999_998, 1_000_000, 1_000_001]);
        assert_eq!(number(&batch, 999_998, 0), Some(2));
        assert_eq!(number(&batch, 0, 0), None);
        assert_eq!(number(&batch, 999_999, 0), None);
        let other = numbers_at(5);
        let joined = Batch::concat(&[batch.clone(), other], &Interrupt::default()).unwrap();
        assert_eq!(number(&joined, 5, 1), Some(5));
        assert_eq!(number(&joined, 1_000_001, 0), Some(3));
        assert_eq!(number(&joined, 1_000_001, 1), None);
        batch.retain(|at| at == 1_000_000);
        assert_eq!(batch.columns.len(), 1);
        assert!(batch.remove(3).is_none() && batch.remove(1_000_000).is_some());
        batch.retain(|_| true);
        batch.set(7, column(7));
        assert_eq!(batch.columns.len(), 1);
        assert_eq!(number(&batch, 7, 0), Some(7));
    }

    fn number(batch: &Batch, at: usize, row: usize) -> Option<i64> {
        match batch.value(at, row) {
            Value::Integer(value) => Some(value),
            _ => None,
        }
    }

    /// One row with one column of this number and value.
    fn numbers_at(at: i64) -> Batch {
        let mut batch = Batch::unit();
        batch.set(at as usize, Column::from_values(vec![Value::Integer(at)]));
        batch
    }

    #[test]
    fn rows_that_stand_more_than_once() {
        let mut batch = numbers([7, 8]);
        batch.set_multiplicity(Some(vec![1, 3]));
        assert_eq!(batch.total_rows(), 4);
        check(&batch.flatten().collect::<Vec<_>>(), &[7, 8, 8, 8]);
        let mut many = numbers([1]);
        many.set_multiplicity(Some(vec![5000]));
        let parts: Vec<_> = many.flatten().collect();
        assert!(parts.iter().all(|part| part.rows() <= BATCH_ROWS));
        assert_eq!(parts.iter().map(Batch::rows).sum::<usize>(), 5000);
    }
}
