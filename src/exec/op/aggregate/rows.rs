//! The rows of a batch, by group: counts, sums and extremes of the batch alone, before they go into the groups.
//!
//! In: the group of each row, and integers by row. Out: an integer per group. Where groups are few, each has several
//! places that neighbouring rows take turns with, so that no row waits for the one before it to be added; and how many
//! rows each group has is counted once for all aggregates. Knows nothing of what is aggregated.

use std::cell::OnceCell;
use std::cmp::Ordering;

/// The rows of a batch and their groups.
pub(super) struct Rows<'a> {
    numbers: &'a [u32],
    groups: usize,
    counts: OnceCell<Option<Vec<i64>>>,
}

/// How many places a group has.
const LANES: usize = 4;
/// Groups are few when there are so many rows for each.
const ROWS_PER_GROUP: usize = 8;
/// Integers nearer to 0 than this can be added up in 64 bits for any batch.
const SMALL: i64 = 1 << 40;
/// No batch has more rows.
const MOST_ROWS: usize = 1 << 22;

impl<'a> Rows<'a> {
    /// `numbers`: the group of each row; all of them are below `groups`.
    pub(super) fn new(numbers: &'a [u32], groups: usize) -> Self {
        Self {
            numbers,
            groups,
            counts: OnceCell::new(),
        }
    }

    /// The group of each row.
    pub(super) fn numbers(&self) -> &'a [u32] {
        self.numbers
    }
    /// How many groups there are, those without rows here among them.
    pub(super) fn groups(&self) -> usize {
        self.groups
    }

    fn are_few(&self) -> bool {
        self.groups <= 1 || self.groups * ROWS_PER_GROUP <= self.numbers.len()
    }

    /// How many rows each group has; `None` when groups are many.
    pub(super) fn counts(&self) -> Option<&[i64]> {
        let count = || {
            self.are_few()
                .then(|| self.fold(self.numbers, 0, |count, _| count + 1, |a, b| a + b))
        };
        self.counts.get_or_init(count).as_deref()
    }

    /// The sum of each group; `None` when groups are many or sums may be large.
    pub(super) fn sums(&self, values: &[i64]) -> Option<Vec<i64>> {
        if !self.are_few() || values.len() > MOST_ROWS {
            return None;
        }
        let reach = |most: i64, value: &i64| most | (value ^ (value >> 63));
        let small = values.iter().fold(0, reach) < SMALL;
        small.then(|| self.fold(values, 0, |sum, value| sum + value, |a, b| a + b))
    }

    /// The least or greatest of each group that has rows; `None` when groups are many.
    pub(super) fn extremes(&self, values: &[i64], better: Ordering) -> Option<Vec<i64>> {
        self.are_few().then(|| match better {
            Ordering::Less => self.fold(values, i64::MAX, i64::min, i64::min),
            _ => self.fold(values, i64::MIN, i64::max, i64::max),
        })
    }

    /// Joins the values of each group, in any order; `merge` joins what was joined.
    fn fold<T: Copy>(
        &self,
        values: &[T],
        start: i64,
        join: impl Fn(i64, T) -> i64,
        merge: impl Fn(i64, i64) -> i64,
    ) -> Vec<i64> {
        if self.groups <= 1 {
            let all = values
                .iter()
                .fold(start, |joined, value| join(joined, *value));
            return vec![all; self.groups];
        }
        let mut lanes = vec![[start; LANES]; self.groups];
        let rows = self.numbers.chunks_exact(LANES);
        let taken = values.chunks_exact(LANES);
        let rest = rows.remainder().iter().zip(taken.remainder());
        for (groups, values) in rows.zip(taken) {
            for (lane, (group, value)) in groups.iter().zip(values).enumerate() {
                let place = &mut lanes[*group as usize][lane];
                *place = join(*place, *value);
            }
        }
        for (group, value) in rest {
            let place = &mut lanes[*group as usize][0];
            *place = join(*place, *value);
        }
        let merged = lanes
            .into_iter()
            .map(|lanes| lanes.into_iter().fold(start, &merge));
        merged.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::{any, prop, proptest};

    use super::Rows;

    proptest! {
        #[test]
        fn as_one_by_one(rows in prop::collection::vec((0u32..7, any::<i32>()), 60..200), alone: bool) {
            let numbers: Vec<u32> = rows.iter().map(|(group, _)| if alone { 0 } else { *group }).collect();
            let values: Vec<i64> = rows.iter().map(|(_, value)| i64::from(*value)).collect();
            let groups = if alone { 1 } else { 7 };
            let all = Rows::new(&numbers, groups);
            let (counts, sums) = (all.counts().unwrap(), all.sums(&values).unwrap());
            let (least, greatest) = (all.extremes(&values, Ordering::Less).unwrap(), all.extremes(&values, Ordering::Greater).unwrap());
            for group in 0..groups {
                let here = || numbers.iter().zip(&values).filter(|(number, _)| **number as usize == group).map(|(_, value)| *value);
                assert_eq!(counts[group], here().count() as i64);
                assert_eq!(sums[group], here().sum::<i64>());
                if let Some(value) = here().min() {
                    assert_eq!((Some(least[group]), Some(greatest[group])), (Some(value), here().max()));
                }
            }
        }
    }

    #[test]
    fn what_may_not_fit_or_not_pay_is_left() {
        let check = |values: &[i64], fits: bool| {
            let numbers = vec![0; values.len()];
            assert_eq!(Rows::new(&numbers, 1).sums(values).is_some(), fits);
        };
        check(&[1 << 39, -(1 << 39)], true);
        check(&[1 << 40], false);
        check(&[i64::MIN, 1], false);
        check(&[i64::MAX, 1], false);
        assert!(Rows::new(&[0, 1, 2], 3).counts().is_none());
    }
}
