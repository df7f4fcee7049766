//! How near the first key of a row has to be for the row to be among the first ones, as several threads know it together.
//!
//! In: what each thread has found out of its own rows. Out: the nearest of it, for keys that are numbers of one kind. Knows
//! nothing of rows.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::column::{Column, Typed};

/// What as many rows as are needed are not beyond. A row beyond it is not among the first ones, whichever thread it is of.
#[derive(Debug)]
pub(crate) struct Threshold {
    /// An empty column of the kind of the keys that it is of.
    kind: OnceLock<Column>,
    /// As [`nearness`] has it.
    nearness: AtomicI64,
}

impl Default for Threshold {
    fn default() -> Self {
        Self {
            kind: OnceLock::new(),
            nearness: AtomicI64::new(i64::MIN),
        }
    }
}

impl Threshold {
    /// Says that so many rows are not beyond a row of `keys`.
    pub(super) fn tell(&self, keys: &Column, row: usize, descending: bool) {
        let Some(value) = numbers(keys).and_then(|numbers| numbers.get(row)) else {
            return;
        };
        let kind = self.kind.get_or_init(|| keys.gather(&[]));
        if same_kind(kind, keys) {
            let nearness = nearness(value, descending);
            self.nearness.fetch_max(nearness, Ordering::Relaxed);
        }
    }

    /// What other rows are known not to be beyond, for keys of the kind that was told.
    pub(super) fn limit(&self, keys: &Column, descending: bool) -> Option<i64> {
        let kind = self.kind.get()?;
        let value = || nearness(self.nearness.load(Ordering::Relaxed), descending);
        same_kind(kind, keys).then(value)
    }
}

/// How near a value is to the first one, the higher the nearer; of a nearness, the value.
fn nearness(value: i64, descending: bool) -> i64 {
    if descending { value } else { !value }
}

/// Keys as numbers in their order.
pub(super) fn numbers(keys: &Column) -> Option<&Typed<i64>> {
    match keys {
        Column::Integer(numbers) => Some(numbers),
        Column::Moment(moments) => Some(moments.seconds()),
        _ => None,
    }
}

/// Is the order of two columns that of their numbers?
pub(super) fn same_kind(one: &Column, other: &Column) -> bool {
    match (one, other) {
        (Column::Integer(_), Column::Integer(_)) => true,
        (Column::Moment(one), Column::Moment(other)) => one.same_zone(other),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Threshold;
    use crate::column::{Column, MomentColumn, Typed};
    use crate::value::Value;

    #[test]
    fn the_nearest_counts() {
        let integers = |all: &[i64]| Column::from_values(all.iter().map(|n| (*n).into()).collect());
        let texts = Column::from_values(vec![Value::from("a")]);
        for (descending, told, nearest) in [
            (true, [3, 7, 5], 7),
            (false, [3, 7, 5], 3),
            (true, [i64::MIN, i64::MAX, 0], i64::MAX),
            (false, [i64::MIN, i64::MAX, 0], i64::MIN),
        ] {
            let threshold = Threshold::default();
            threshold.tell(&texts, 0, descending);
            assert_eq!(threshold.limit(&integers(&[1]), descending), None);
            for row in 0..told.len() {
                threshold.tell(&integers(&told), row, descending);
            }
            assert_eq!(threshold.limit(&integers(&[1]), descending), Some(nearest));
            assert_eq!(threshold.limit(&texts, descending), None);
        }
    }

    #[test]
    fn kinds_are_not_mixed() {
        let moments = |offset| {
            let seconds = Typed::new(vec![1_625_212_800]);
            Column::Moment(MomentColumn::new(seconds, offset, None))
        };
        let (one, other) = (moments(0), moments(28_800));
        let threshold = Threshold::default();
        threshold.tell(&one, 0, true);
        let limit = threshold.limit(&one, true);
        assert_eq!(limit, Some(1_625_212_800));
        threshold.tell(&other, 0, true);
        assert_eq!(threshold.limit(&other, true), None);
        threshold.tell(&Column::from_values(vec![i64::MAX.into()]), 0, true);
        assert_eq!(threshold.limit(&one, true), limit);
    }
}
