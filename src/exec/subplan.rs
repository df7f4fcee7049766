//! Subqueries of expressions: EXISTS, COUNT, COLLECT, pattern predicates and comprehensions.
//!
//! In: a row, or a batch of rows. Out: a value for each. Knows nothing of the expression around.

use super::OperatorStatistics;
use super::Runtime;
use super::eval::{self, Row};
use super::memory::Reservation;
use super::nested::{Nested, Wants};
use crate::column::{Batch, Column, Typed, value_bytes};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::room;
use crate::semantics::checked::{SubqueryId, SubqueryKind, VarId};
use crate::value::Value;
use crate::value::bulk::Bulk;

/// How many bytes of collected values go by between looks at the budget.
const STEP: usize = 1 << 16;

/// The plan of a subquery, ready to run.
pub(crate) struct Subplan<'p> {
    pub(crate) nested: Nested<'p>,
    pub(crate) kind: &'p SubqueryKind,
    pub(crate) imports: &'p [VarId],
    /// For how many rows a row stands.
    pub(crate) weight: Option<VarId>,
}

impl Subplan<'_> {
    /// What its operators did.
    pub(crate) fn statistics(&self) -> Vec<OperatorStatistics> {
        self.nested.statistics()
    }

    /// The value for every row of a batch that holds the imports.
    fn evaluate(&mut self, batch: &Batch, run: &Runtime<'_, '_>) -> Result<Column> {
        let rows = batch.rows();
        match self.kind {
            SubqueryKind::Exists => {
                let mut found = vec![false; rows];
                let mut left = rows;
                self.nested.run(batch, run, &mut |_, origins| {
                    for &origin in origins {
                        if !std::mem::replace(&mut found[origin as usize], true) {
                            left -= 1;
                        }
                    }
                    Ok(if left == 0 {
                        Wants::Nothing
                    } else {
                        Wants::NextRow
                    })
                })?;
                Ok(Column::Boolean(Typed::new(found)))
            }
            SubqueryKind::Count => {
                let mut counts = vec![0_i64; rows];
                let weight = self.weight;
                self.nested.run(batch, run, &mut |result, origins| {
                    let weights = weight.and_then(|weight| result.column(weight.index()));
                    for (row, &origin) in origins.iter().enumerate() {
                        let weight = match weights.map(|weights| weights.get(row)) {
                            Some(Value::Integer(weight)) => weight,
                            _ => 1,
                        };
                        let times = i64::try_from(result.times(row)).unwrap_or(i64::MAX);
                        let times = times.saturating_mul(weight);
                        let count = &mut counts[origin as usize];
                        *count = count.saturating_add(times);
                    }
                    Ok(Wants::More)
                })?;
                Ok(Column::Integer(Typed::new(counts)))
            }
            SubqueryKind::Collect(expr) => {
                let mut lists: Vec<Bulk<Value>> = vec![Bulk::default(); rows];
                let surroundings = run.surroundings();
                let mut reserved = Reservation::default();
                self.nested.run(batch, run, &mut |result, origins| {
                    let column = eval::evaluate(expr, &result, &surroundings)?;
                    let mut bytes = 0_usize;
                    for (row, &origin) in origins.iter().enumerate() {
                        let value = column.get(row);
                        let times = result.times(row) as usize;
                        bytes = bytes.saturating_add(value_bytes(&value).saturating_mul(times));
                        if bytes > STEP {
                            reserved.grow(run.context.memory(), bytes)?;
                            bytes = 0;
                        }
                        let list = &mut lists[origin as usize];
                        list.extend(std::iter::repeat_n(value, times));
                    }
                    reserved.grow(run.context.memory(), bytes)?;
                    Ok(Wants::More)
                })?;
                let lists = lists.into_iter().map(|list| Value::List(list.into()));
                let lists: Result<Vec<Value>> = lists
                    .map(|list| room::written(list, &surroundings))
                    .collect();
                Ok(Column::from_values(lists?))
            }
        }
    }
}

/// The value of a subquery for one row.
pub(crate) fn run_for_row(
    subquery: SubqueryId,
    row: &dyn Row,
    run: &Runtime<'_, '_>,
) -> Result<Value> {
    with(subquery, run, |subplan| {
        let mut batch = Batch::unit();
        for import in subplan.imports {
            batch.set(import.index(), Column::Constant(row.get(*import), 1));
        }
        Ok(subplan.evaluate(&batch, run)?.get(0))
    })
}

/// The values of a subquery for all rows of a batch. Its imports are variables of the batch.
pub(crate) fn run_for_batch(
    subquery: SubqueryId,
    batch: &Batch,
    run: &Runtime<'_, '_>,
) -> Result<Column> {
    with(subquery, run, |subplan| {
        let mut imported = Batch::empty(batch.rows());
        for import in subplan.imports {
            if let Some(column) = batch.column(import.index()) {
                imported.set(import.index(), column.clone());
            }
        }
        subplan.evaluate(&imported, run)
    })
}

fn with<T>(
    subquery: SubqueryId,
    run: &Runtime<'_, '_>,
    work: impl FnOnce(&mut Subplan<'_>) -> Result<T>,
) -> Result<T> {
    let missing = || Diagnostic::new(Code::Internal, "a subquery has no plan, or contains itself");
    let subplan = run.subplans.get(subquery.0 as usize).ok_or_else(missing)?;
    work(&mut *subplan.try_borrow_mut().map_err(|_| missing())?)
}
