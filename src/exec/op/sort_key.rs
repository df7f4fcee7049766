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
pub(super) fn join_keys(keys: &[Vec<Column>], interrupt: &Interrupt) -> Result<Vec<Column>> {
    (0..keys.first().map_or(0, Vec::len))
        .map(|place| {
            let parts: Vec<Column> = keys.iter().map(|columns| columns[place].clone()).collect();
            Column::concat(&parts, interrupt)
        })
        .collect()
}

/// The order of rows by their keys.
///
/// The first key of each row is also there as a number that is less where the row comes first, so that most comparisons
/// read two numbers (abbreviated keys; Graefe, "Implementing Sorting in Database Systems", ACM Computing Surveys 38(3),
/// 2006).
pub(super) struct RowOrder<'a> {
    items: &'a [SortItem],
    keys: &'a [Column],
    first: Option<Abbreviated>,
}

/// Numbers in the order of the values of a column.
struct Abbreviated {
    numbers: Vec<u64>,
    /// Do equal numbers mean equal values?
    exact: bool,
}

impl<'a> RowOrder<'a> {
    /// O(rows).
    pub(super) fn new(items: &'a [SortItem], keys: &'a [Column]) -> Self {
        let first = items.first().zip(keys.first());
        Self {
            items,
            keys,
            first: first.and_then(|(item, column)| Abbreviated::new(item, column)),
        }
    }

    /// The order of two rows.
    #[inline]
    pub(super) fn compare(&self, a: u32, b: u32) -> Ordering {
        let Some(first) = &self.first else {
            return self.compare_from(0, a, b);
        };
        first.numbers[a as usize]
            .cmp(&first.numbers[b as usize])
            .then_with(|| self.compare_from(usize::from(first.exact), a, b))
    }

    fn compare_from(&self, key: usize, a: u32, b: u32) -> Ordering {
        self.items[key..]
            .iter()
            .zip(&self.keys[key..])
            .map(|(item, column)| {
                directed(item, compare_in(column, a as usize, column, b as usize))
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl Abbreviated {
    fn new(item: &SortItem, column: &Column) -> Option<Self> {
        // `null` comes last; so may what is as great as can be, so then equal numbers say nothing.
        let or_last = |number: Option<u64>| number.unwrap_or(u64::MAX);
        let mut numbers: Vec<u64> = match column {
            Column::Integer(all) => (0..all.len())
                .map(|row| or_last(all.get(row).map(ascending)))
                .collect(),
            Column::Moment(all) => (0..all.seconds().len())
                .map(|row| or_last(all.seconds().get(row).map(ascending)))
                .collect(),
            Column::Float(all) => (0..all.len())
                .map(|row| or_last(all.get(row).map(ascending_float)))
                .collect(),
            Column::Text(all) => (0..all.ids().len())
                .map(|row| or_last(all.text(row).map(beginning)))
                .collect(),
            _ => return None,
        };
        if item.descending {
            numbers.iter_mut().for_each(|number| *number = !*number);
        }
        let exact = match column {
            Column::Integer(all) => all.validity().is_none(),
            Column::Moment(all) => all.seconds().validity().is_none(),
            Column::Float(all) => all.validity().is_none(),
            _ => false,
        };
        Some(Self { numbers, exact })
    }
}

/// Unsigned in the order of the signed ones.
fn ascending(value: i64) -> u64 {
    value.cast_unsigned() ^ (1 << 63)
}

/// Unsigned in the order of floats: both zeros are one number, and what is not a number comes last.
fn ascending_float(value: f64) -> u64 {
    if value.is_nan() {
        return u64::MAX - 1;
    }
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    }
}

/// The first eight bytes of a string, as a number.
fn beginning(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut first = [0; 8];
    let length = bytes.len().min(8);
    first[..length].copy_from_slice(&bytes[..length]);
    u64::from_be_bytes(first)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

    use super::{RowOrder, compare_in, directed};
    use crate::column::Column;
    use crate::semantics::checked::{Expr, SortItem};
    use crate::source::Span;
    use crate::value::Value;

    /// Values of one type, or of several, with nulls.
    fn values() -> impl Strategy<Value = Vec<Value>> {
        let integers = prop_oneof![Just(i64::MAX), Just(i64::MIN), -2_i64..3, any::<i64>()];
        let floats = prop_oneof![
            Just(f64::NAN),
            Just(-0.0),
            Just(0.0),
            Just(f64::INFINITY),
            Just(f64::NEG_INFINITY),
            any::<f64>()
        ];
        let some = |typed: proptest::strategy::BoxedStrategy<Value>| {
            let typed = prop_oneof![5 => typed, 1 => Just(Value::Null)];
            prop::collection::vec(typed, 2..30)
        };
        let integers = integers.prop_map(Value::Integer).boxed();
        let floats = floats.prop_map(Value::Float).boxed();
        let texts = "[aÅ\0]{0,10}".prop_map(Value::from).boxed();
        let mixed = prop_oneof![integers.clone(), floats.clone(), texts.clone()].boxed();
        prop_oneof![some(integers), some(floats), some(texts), some(mixed)]
    }

    proptest! {
        #[test]
        fn abbreviated_keys_do_not_change_the_order(all in values(), descending in any::<bool>()) {
            let expr = Expr::literal(Value::Null, Span::default());
            let items = [SortItem { expr, descending }];
            let keys = [Column::from_values(all)];
            let order = RowOrder::new(&items, &keys);
            for a in 0..keys[0].len() {
                for b in 0..keys[0].len() {
                    let plain = directed(&items[0], compare_in(&keys[0], a, &keys[0], b));
                    assert_eq!(order.compare(a as u32, b as u32), plain, "{keys:?} {a} {b}");
                }
            }
        }
    }
}
