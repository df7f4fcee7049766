//! `IN` over columns.
//!
//! In: a column of elements and a column of lists. Out: a column of Booleans. A constant list of integers or strings
//! becomes a hash table. Knows nothing of expressions.

use rustc_hash::FxHashSet;

use super::scalar;
use super::vector::{from_truths, peek};
use crate::column::Column;
use crate::diagnostic::Result;
use crate::value::Value;
use crate::value::truth::Truth;

/// Lists shorter than this are searched from end to end.
const WORTH_HASHING: usize = 2;

/// `element IN list` for every row.
pub(super) fn column(element: &Column, list: &Column) -> Result<Column> {
    if let (Column::Constant(element, rows), Column::Constant(list, _)) = (element, list) {
        let truth = scalar::contains(element, list)?;
        return Ok(Column::Constant(scalar::from_truth(truth), *rows));
    }
    if let Column::Constant(Value::List(items), _) = list
        && items.len() >= WORTH_HASHING
        && let Some(result) = hashed(element, items)
    {
        return Ok(result);
    }
    let truths: Result<Vec<Truth>> = (0..element.len())
        .map(|row| scalar::contains(&peek(element, row), &peek(list, row)))
        .collect();
    Ok(from_truths(&truths?))
}

/// For lists of integers, or of strings, with nulls among them, and elements of the same type.
fn hashed(element: &Column, items: &[Value]) -> Option<Column> {
    let has_null = items.iter().any(Value::is_null);
    let present = items.iter().filter(|item| !item.is_null());
    let absent: Truth = if has_null { None } else { Some(false) };
    let truth = |found: bool| if found { Some(true) } else { absent };
    match element {
        Column::Integer(elements) => {
            let set: Option<FxHashSet<i64>> = present
                .map(|item| match item {
                    Value::Integer(item) => Some(*item),
                    _ => None,
                })
                .collect();
            let set = set?;
            let truths: Vec<Truth> = (0..elements.len())
                .map(|row| elements.get(row).and_then(|id| truth(set.contains(&id))))
                .collect();
            Some(from_truths(&truths))
        }
        Column::Text(elements) => {
            let set = strings(present)?;
            let truths: Vec<Truth> = (0..elements.ids().len())
                .map(|row| {
                    elements
                        .text(row)
                        .and_then(|text| truth(set.contains(text)))
                })
                .collect();
            Some(from_truths(&truths))
        }
        Column::Value(elements) => {
            let set = strings(present)?;
            let truths: Option<Vec<Truth>> = elements
                .iter()
                .map(|element| match element {
                    Value::Null => Some(None),
                    Value::String(text) => Some(truth(set.contains(&**text))),
                    _ => None,
                })
                .collect();
            Some(from_truths(&truths?))
        }
        _ => None,
    }
}

/// The items, when all are strings.
fn strings<'v>(items: impl Iterator<Item = &'v Value>) -> Option<FxHashSet<&'v str>> {
    items
        .map(|item| match item {
            Value::String(item) => Some(&**item),
            _ => None,
        })
        .collect()
}
