//! Comparing rows by the keys of ORDER BY.

use std::cmp::Ordering;

use crate::column::{Batch, Column, TextColumn, Typed};
use crate::diagnostic::{Interrupt, Result};
use crate::exec::eval;
use crate::exec::runtime::Surroundings;
use crate::semantics::checked::SortItem;
use crate::value::order;

/// Rows between looks at whether to stop.
const STEPS: usize = 1 << 14;

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
/// Keys are also there as numbers that are less where the row comes first, so that most comparisons read two numbers
/// (abbreviated keys; Graefe, "Implementing Sorting in Database Systems", ACM Computing Surveys 38(3), 2006).
pub(super) struct RowOrder<'a> {
    items: &'a [SortItem],
    keys: &'a [Column],
    abbreviated: Vec<Option<Abbreviated>>,
}

/// Numbers in the order of the values of a column.
struct Abbreviated {
    numbers: Numbers,
    /// Do equal numbers mean equal values?
    exact: bool,
}

enum Numbers {
    /// Of what is a number itself.
    Short(Vec<u64>),
    /// The beginnings of strings.
    Long(Vec<u128>),
}

impl<'a> RowOrder<'a> {
    /// O(rows x keys).
    ///
    /// # Errors
    /// The statement was cancelled or is out of time.
    pub(super) fn new(
        items: &'a [SortItem],
        keys: &'a [Column],
        interrupt: &Interrupt,
    ) -> Result<Self> {
        let pairs = items.iter().zip(keys);
        Ok(Self {
            items,
            keys,
            abbreviated: pairs
                .map(|(item, column)| Abbreviated::new(item, column, interrupt))
                .collect::<Result<_>>()?,
        })
    }

    /// Bytes that the order of so many rows holds.
    pub(super) fn bytes(keys: &[Column], rows: usize) -> usize {
        let number = |key: &Column| match key {
            Column::Integer(_) | Column::Moment(_) | Column::Float(_) => size_of::<u64>(),
            Column::Text(_) => size_of::<u128>(),
            _ => 0,
        };
        rows * keys.iter().map(number).sum::<usize>()
    }

    /// The order of two rows.
    #[inline]
    pub(super) fn compare(&self, a: u32, b: u32) -> Ordering {
        for (key, abbreviated) in self.abbreviated.iter().enumerate() {
            let mut exact = false;
            if let Some(abbreviated) = abbreviated {
                let order = abbreviated.numbers.compare(a as usize, b as usize);
                if order.is_ne() {
                    return order;
                }
                exact = abbreviated.exact;
            }
            if exact {
                continue;
            }
            let column = &self.keys[key];
            let order = compare_in(column, a as usize, column, b as usize);
            if order.is_ne() {
                return directed(&self.items[key], order);
            }
        }
        Ordering::Equal
    }
}

impl Numbers {
    #[inline]
    fn compare(&self, a: usize, b: usize) -> Ordering {
        match self {
            Self::Short(numbers) => numbers[a].cmp(&numbers[b]),
            Self::Long(numbers) => numbers[a].cmp(&numbers[b]),
        }
    }
}

impl Abbreviated {
    fn new(item: &SortItem, column: &Column, interrupt: &Interrupt) -> Result<Option<Self>> {
        match column {
            Column::Integer(all) => Self::short(item, all, ascending, interrupt),
            Column::Moment(all) => Self::short(item, all.seconds(), ascending, interrupt),
            Column::Float(all) => Self::short(item, all, ascending_float, interrupt),
            Column::Text(all) => Self::long(item, all, interrupt),
            _ => return Ok(None),
        }
        .map(Some)
    }

    fn short<T: Copy>(
        item: &SortItem,
        all: &Typed<T>,
        number: fn(T) -> u64,
        interrupt: &Interrupt,
    ) -> Result<Self> {
        // `null` comes last; so may what is as great as can be, and then equal numbers say nothing.
        let numbers = each(all.len(), interrupt, |row| {
            let number = all.get(row).map_or(u64::MAX, number);
            if item.descending { !number } else { number }
        })?;
        Ok(Self {
            numbers: Numbers::Short(numbers),
            exact: all.validity().is_none(),
        })
    }

    fn long(item: &SortItem, all: &TextColumn, interrupt: &Interrupt) -> Result<Self> {
        let mut exact = all.ids().validity().is_none();
        let numbers = each(all.ids().len(), interrupt, |row| {
            let number = all.text(row).map_or(u128::MAX, |text| {
                let (number, whole) = beginning(text);
                exact &= whole;
                number
            });
            if item.descending { !number } else { number }
        })?;
        Ok(Self {
            numbers: Numbers::Long(numbers),
            exact,
        })
    }
}

/// A number for each row.
fn each<N>(
    rows: usize,
    interrupt: &Interrupt,
    mut number: impl FnMut(usize) -> N,
) -> Result<Vec<N>> {
    let mut numbers = Vec::with_capacity(rows);
    while numbers.len() < rows {
        interrupt.check()?;
        let end = rows.min(numbers.len() + STEPS);
        numbers.extend((numbers.len()..end).map(&mut number));
    }
    Ok(numbers)
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

/// The first bytes of a string as a number, and whether no other string has the same one.
fn beginning(text: &str) -> (u128, bool) {
    let bytes = text.as_bytes();
    let mut first = [0; size_of::<u128>()];
    let length = bytes.len().min(first.len());
    first[..length].copy_from_slice(&bytes[..length]);
    // A short string ends where the zeros begin, unless it ends with some itself.
    let whole = bytes.len() < first.len() && bytes.last() != Some(&0);
    (u128::from_be_bytes(first), whole)
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
    use std::cmp::Ordering;

    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

    use super::{RowOrder, compare_in, directed};
    use crate::column::Column;
    use crate::diagnostic::Interrupt;
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
        fn abbreviated_keys_do_not_change_the_order(
            (first, second) in (values(), values()),
            descending in any::<[bool; 2]>(),
        ) {
            let rows = first.len().min(second.len());
            let items = descending.map(|descending| {
                let expr = Expr::literal(Value::Null, Span::default());
                SortItem { expr, descending }
            });
            let keys = [first, second].map(|values| Column::from_values(values[..rows].to_vec()));
            let order = RowOrder::new(&items, &keys, &Interrupt::default()).unwrap();
            for a in 0..rows {
                for b in 0..rows {
                    let plain = items.iter().zip(&keys).map(|(item, key)| directed(item, compare_in(key, a, key, b)));
                    let plain = plain.fold(Ordering::Equal, Ordering::then);
                    assert_eq!(order.compare(a as u32, b as u32), plain, "{keys:?} {a} {b}");
                }
            }
        }
    }
}
