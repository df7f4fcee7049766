//! The counts of all groups.
//!
//! In: a column, or none for `count(*)`, and the group of each row. Out: counts that grew. Knows nothing of grouping.

use super::super::rows::Rows;
use crate::column::Column;
use crate::diagnostic::{Code, Diagnostic, Result};

/// Counts the rows of a batch that have a value.
pub(super) fn add(
    counts: &mut [i64],
    column: Option<&Column>,
    rows: &Rows<'_>,
    times: Option<&[u64]>,
) -> Result<()> {
    if times.is_none()
        && column.is_none_or(Column::is_full)
        && let Some(here) = rows.counts()
    {
        for (count, here) in counts.iter_mut().zip(here) {
            *count += here;
        }
        return Ok(());
    }
    each(counts, column, rows.numbers(), times)
}

/// The same, row by row.
fn each(
    counts: &mut [i64],
    column: Option<&Column>,
    numbers: &[u32],
    times: Option<&[u64]>,
) -> Result<()> {
    let there = |row: usize| column.is_none_or(|column| !column.is_null(row));
    let Some(times) = times else {
        if column.is_none_or(Column::is_full) {
            for group in numbers {
                counts[*group as usize] += 1;
            }
            return Ok(());
        }
        for (row, group) in numbers.iter().enumerate() {
            counts[*group as usize] += i64::from(there(row));
        }
        return Ok(());
    };
    for (row, group) in numbers.iter().enumerate() {
        if there(row) {
            let count = &mut counts[*group as usize];
            let sum = i64::try_from(times[row]).ok();
            *count = sum
                .and_then(|times| count.checked_add(times))
                .ok_or_else(too_many)?;
        }
    }
    Ok(())
}

/// Adds the counts of another thread, whose groups have these numbers here.
pub(super) fn absorb(counts: &mut [i64], more: &[i64], numbers: &[u32]) -> Result<()> {
    let mut fits = true;
    for (group, more) in numbers.iter().zip(more) {
        let count = &mut counts[*group as usize];
        let (sum, over) = count.overflowing_add(*more);
        *count = sum;
        fits &= !over;
    }
    if fits { Ok(()) } else { Err(too_many()) }
}

fn too_many() -> Diagnostic {
    Diagnostic::new(Code::ArithmeticOverflow, "the count does not fit 64 bits")
}
