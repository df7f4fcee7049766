//! The least and the greatest of each group.
//!
//! In: a column and the group of each row. Out: the best values so far. Knows nothing of grouping.

use std::cmp::Ordering;

use crate::column::{Column, MomentColumn};
use crate::value::{NodeId, Value, order};

/// Offers the value of each row to the best of its group.
pub(super) fn extremes(bests: &mut [Value], better: Ordering, columns: &[Column], numbers: &[u32]) {
    let [column] = columns else {
        return;
    };
    match column {
        Column::Integer(all) => {
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
        Column::Moment(all) => moments(bests, better, all, numbers),
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
fn moments(bests: &mut [Value], better: Ordering, all: &MomentColumn, numbers: &[u32]) {
    let seconds = all.seconds();
    if bests.len() > numbers.len() {
        for (row, group) in numbers.iter().enumerate() {
            if let Some(seconds) = seconds.get(row) {
                let time = all.time(seconds);
                offer(&mut bests[*group as usize], better, Value::from(time));
            }
        }
        return;
    }
    // The best of this batch, of each group.
    let mut here: Vec<Option<i64>> = vec![None; bests.len()];
    let mut offer_seconds = |group: u32, seconds: i64| {
        let best = &mut here[group as usize];
        if best.is_none_or(|best| seconds.cmp(&best) == better) {
            *best = Some(seconds);
        }
    };
    if seconds.validity().is_none() {
        for (group, seconds) in numbers.iter().zip(seconds.values()) {
            offer_seconds(*group, *seconds);
        }
    } else {
        for (row, group) in numbers.iter().enumerate() {
            if let Some(seconds) = seconds.get(row) {
                offer_seconds(*group, seconds);
            }
        }
    }
    for (best, seconds) in bests.iter_mut().zip(here) {
        if let Some(seconds) = seconds {
            offer(best, better, Value::from(all.time(seconds)));
        }
    }
}

/// Puts a value in the place of the best so far when it is better; null never is.
pub(super) fn offer(best: &mut Value, better: Ordering, value: Value) {
    if !value.is_null() && (best.is_null() || order::compare(&value, best) == better) {
        *best = value;
    }
}
