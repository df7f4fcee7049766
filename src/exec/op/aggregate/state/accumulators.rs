//! An accumulator per group, for aggregates without a state of their own.
//!
//! In: columns of arguments and the group of each row. Out: accumulators that took them, and the bytes that they hold for
//! it. Knows nothing of grouping, nor of what they accumulate.

use super::kind::LARGE;
use crate::column::{Column, value_bytes};
use crate::diagnostic::Result;
use crate::function::{Accumulator, Host};
use crate::value::Value;

/// Pushes the arguments of each row.
pub(super) fn push(
    states: &mut [Box<dyn Accumulator>],
    columns: &[Column],
    numbers: &[u32],
    times: Option<&[u64]>,
) -> Result<usize> {
    let mut values: Vec<Value> = Vec::with_capacity(columns.len());
    for (row, group) in numbers.iter().enumerate() {
        values.clear();
        values.extend(columns.iter().map(|column| column.get(row)));
        states[*group as usize].push(&values, times.map_or(1, |times| times[row]))?;
    }
    Ok(0)
}

/// As [`push`], into states that hold what they take. Gives the bytes held for it.
pub(super) fn hold(
    states: &mut [Box<dyn Accumulator>],
    columns: &[Column],
    numbers: &[u32],
    times: Option<&[u64]>,
    host: &dyn Host,
) -> Result<usize> {
    let mut values: Vec<Value> = Vec::with_capacity(columns.len());
    let (mut bytes, mut asked) = (0_usize, 0_usize);
    for (row, group) in numbers.iter().enumerate() {
        values.clear();
        values.extend(columns.iter().map(|column| column.get(row)));
        let state = &mut states[*group as usize];
        let times = times.map_or(1, |times| times[row]);
        let growth = state.growth(times);
        if bytes.saturating_add(growth) > asked + LARGE {
            asked = bytes.saturating_add(growth);
            host.room(asked)?;
            state.make_room(times, &mut || host.room(0))?;
        }
        let before = state.bytes();
        state.push(&values, times)?;
        let beside = values.first().map_or(0, value_bytes) - size_of::<Value>();
        bytes += beside + state.bytes() - before;
    }
    Ok(bytes)
}
