//! The least and the greatest of each group.
//!
//! In: a column and the group of each row. Out: the best values so far. Knows nothing of grouping.

use std::cmp::Ordering;

use super::super::rows::Rows;
use crate::column::{Column, MomentColumn};
use crate::function::improves;
use crate::value::{NodeId, Value};

/// Offers the value of each row to the best of its group.
pub(super) fn extremes(bests: &mut [Value], better: Ordering, columns: &[Column], rows: &Rows<'_>) {
    let [column] = columns else {
        return;
    };
    let numbers = rows.numbers();
    match column {
        Column::Integer(all) => {
            if all.validity().is_none()
                && let (Some(here), Some(counts)) =
                    (rows.extremes(all.values(), better), rows.counts())
            {
                let found = bests.iter_mut().zip(here).zip(counts);
                for ((best, value), _) in found.filter(|(_, count)| **count > 0) {
                    offer(best, better, Value::Integer(value));
                }
                return;
            }
            for (row, group) in numbers.iter().enumerate() {
                let Some(value) = all.get(row) else {
                    continue;
                };
                match &mut bests[*group as usize] {
                    Value::Integer(best) => {
                        if value.cmp(best) == better {
                            *best = value;
                        }
                    }
                    best => offer(best, better, Value::Integer(value)),
                }
            }
        }
        Column::Moment(all) => moments(bests, better, all, rows),
        Column::Text(all) => {
            for (row, group) in numbers.iter().enumerate() {
                let Some(text) = all.text(row) else {
                    continue;
                };
                let best = &mut bests[*group as usize];
                if let Value::String(known) = &*best
                    && text.cmp(known) != better
                {
                    continue;
                }
                offer(best, better, all.get(row));
            }
        }
        Column::Node(all) => {
            for (row, group) in numbers.iter().enumerate() {
                if let Some(node) = all.get(row) {
                    offer(&mut bests[*group as usize], better, NodeId(node).into());
                }
            }
        }
        other => {
            for (row, group) in numbers.iter().enumerate() {
                offer(&mut bests[*group as usize], better, other.get(row));
            }
        }
    }
}

/// Date-times, by their seconds where the best so far are shown alike and at whole seconds.
fn moments(bests: &mut [Value], better: Ordering, all: &MomentColumn, rows: &Rows<'_>) {
    let seconds = all.seconds();
    let offer_seconds = |best: &mut Value, seconds: i64| {
        if let Value::DateTime(known) = &*best
            && all.is_like(known)
            && seconds.cmp(&known.epoch_seconds()) != better
        {
            return;
        }
        offer(best, better, Value::from(all.time(seconds)));
    };
    if seconds.validity().is_none()
        && let (Some(here), Some(counts)) = (rows.extremes(seconds.values(), better), rows.counts())
    {
        let found = bests.iter_mut().zip(here).zip(counts);
        for ((best, seconds), _) in found.filter(|(_, count)| **count > 0) {
            offer_seconds(best, seconds);
        }
        return;
    }
    for (row, group) in rows.numbers().iter().enumerate() {
        if let Some(seconds) = seconds.get(row) {
            offer_seconds(&mut bests[*group as usize], seconds);
        }
    }
}

/// Puts a value in the place of the best so far when it is better; null never is.
pub(super) fn offer(best: &mut Value, better: Ordering, value: Value) {
    if improves(&value, best, better) {
        *best = value;
    }
}
