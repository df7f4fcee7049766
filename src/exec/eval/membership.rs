//! `IN` over columns.
//!
//! In: a column of elements and a column of lists. Out: a column of Booleans. A list that is the same in all rows may become
//! a hash table. Knows nothing of expressions.

use super::scalar;
use super::vector::{from_truths, peek};
use crate::column::Column;
use crate::diagnostic::Result;
use crate::exec::runtime::Surroundings;
use crate::function::room;
use crate::value::Value;
use crate::value::truth::Truth;

/// `element IN list` for every row.
pub(super) fn column(
    element: &Column,
    list: &Column,
    surroundings: &Surroundings<'_, '_, '_>,
) -> Result<Column> {
    let mut pace = room::watched(surroundings);
    if let (Column::Constant(element, rows), Column::Constant(list, _)) = (element, list) {
        let truth = scalar::contains(element, list, &mut pace)?;
        return Ok(Column::Constant(scalar::from_truth(truth), *rows));
    }
    if let Column::Constant(Value::List(items), rows) = list
        && let Some(members) = surroundings.run.context.members(items, *rows, &mut pace)?
        && let Some(truths) = members.truths(element)
    {
        return Ok(from_truths(&truths));
    }
    let truths: Result<Vec<Truth>> = (0..element.len())
        .map(|row| scalar::contains(&peek(element, row), &peek(list, row), &mut pace))
        .collect();
    Ok(from_truths(&truths?))
}
