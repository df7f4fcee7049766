//! Sums and counts of integers, for `sum` and `avg`.
//!
//! In: columns and the group of each row. Out: sums and counts that grew, or that something else than integers came. Knows
//! nothing of grouping.

use super::super::rows::Rows;
use crate::column::Column;
use crate::value::Value;

/// Adds the integers of a batch. `false`: it has others, and nothing was added.
pub(super) fn add(
    sums: &mut [i128],
    counts: &mut [u64],
    columns: &[Column],
    rows: &Rows<'_>,
    times: Option<&[u64]>,
) -> bool {
    let numbers = rows.numbers();
    match columns {
        [Column::Integer(all)] if all.validity().is_none() && times.is_none() => {
            if let (Some(more), Some(here)) = (rows.sums(all.values()), rows.counts()) {
                for ((sum, count), (more, here)) in
                    sums.iter_mut().zip(counts).zip(more.iter().zip(here))
                {
                    *sum = sum.saturating_add(i128::from(*more));
                    *count += here.unsigned_abs();
                }
                return true;
            }
            for (value, group) in all.values().iter().zip(numbers) {
                let group = *group as usize;
                sums[group] = sums[group].saturating_add(i128::from(*value));
                counts[group] += 1;
            }
            true
        }
        [Column::Integer(all)] => {
            for (row, group) in numbers.iter().enumerate() {
                if let Some(value) = all.get(row) {
                    let times = times.map_or(1, |times| times[row]);
                    let group = *group as usize;
                    sums[group] = sums[group].saturating_add(i128::from(value) * i128::from(times));
                    counts[group] += times;
                }
            }
            true
        }
        [Column::Constant(Value::Null, _)] => true,
        _ => false,
    }
}
