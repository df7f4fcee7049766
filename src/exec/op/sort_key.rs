//! Comparing rows by the keys of ORDER BY.

use std::cmp::Ordering;

use crate::column::{Batch, Column};
use crate::diagnostic::{Interrupt, Result};
use crate::exec::eval;
use crate::exec::runtime::Surroundings;
use crate::semantics::checked::SortItem;
use crate::value::order;

/// The keys of every row.
pub(super) fn sort_keys(
    items: &[SortItem],
    batch: &Batch,
    surroundings: &Surroundings<'_, '_, '_>,
) -> Result<Vec<Column>> {
    items
        .iter()
        .map(|item| eval::evaluate(&item.expr, batch, surroundings))
        .collect()
}

/// The keys of batches, as those of the batches joined.
pub(super) fn join_keys(
    items: &[SortItem],
    keys: &[Vec<Column>],
    interrupt: &Interrupt,
) -> Result<Vec<Column>> {
    (0..items.len())
        .map(|place| {
            let parts: Vec<Column> = keys.iter().map(|columns| columns[place].clone()).collect();
            Column::concat(&parts, interrupt)
        })
        .collect()
}

/// The order of two rows.
pub(super) fn compare(items: &[SortItem], keys: &[Column], a: u32, b: u32) -> Ordering {
    items
        .iter()
        .zip(keys)
        .map(|(item, column)| directed(item, compare_in(column, a as usize, column, b as usize)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The order of two values by an item that may be descending.
pub(super) fn directed(item: &SortItem, order: Ordering) -> Ordering {
    if item.descending {
        order.reverse()
    } else {
        order
    }
}

/// The order of two values in columns, without making values where both are of one simple type.
pub(super) fn compare_in(left: &Column, a: usize, right: &Column, b: usize) -> Ordering {
    match (left, right) {
        // `null` comes last.
        (Column::Integer(x), Column::Integer(y)) => nulls_last(x.get(a), y.get(b), i64::cmp),
        (Column::Boolean(x), Column::Boolean(y)) => nulls_last(x.get(a), y.get(b), bool::cmp),
        (Column::Text(x), Column::Text(y)) => match (x.text(a), y.text(b)) {
            (Some(x), Some(y)) => x.cmp(y),
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
        },
        (Column::Moment(x), Column::Moment(y)) if x.same_zone(y) => {
            nulls_last(x.seconds().get(a), y.seconds().get(b), i64::cmp)
        }
        (Column::Value(x), Column::Value(y)) => order::compare(&x[a], &y[b]),
        _ => order::compare(&left.get(a), &right.get(b)),
    }
}

fn nulls_last<T>(a: Option<T>, b: Option<T>, compare: fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(&a, &b),
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
    }
}
