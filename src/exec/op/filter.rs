//! Keeping rows that satisfy a condition.

use crate::column::Batch;
use crate::diagnostic::Result;
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::semantics::checked::{Expr, LabelExpr, VarId};

/// Keeps rows for which a condition is true.
pub(in crate::exec) struct Filter<'p>(pub(in crate::exec) &'p Expr);

impl Operator for Filter<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        match eval::select(self.0, &batch, &run.surroundings())? {
            None => out(batch),
            Some(rows) if rows.is_empty() => Ok(Flow::More),
            Some(rows) => out(batch.gather(&rows)),
        }
    }
}

/// Keeps rows whose node satisfies a label expression.
pub(in crate::exec) struct FilterLabels<'p> {
    pub(in crate::exec) node: VarId,
    pub(in crate::exec) labels: &'p LabelExpr,
}

impl Operator for FilterLabels<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let Some(column) = batch.column(self.node.index()) else {
            return Ok(Flow::More);
        };
        let surroundings = run.surroundings();
        let mut rows = Vec::with_capacity(batch.rows());
        let mut ids = Vec::with_capacity(batch.rows());
        for row in 0..batch.rows() {
            if let Some(node) = column.node(row) {
                surroundings.expect_node(node)?;
                rows.push(row as u32);
                ids.push(node.0);
            }
        }
        let hold = eval::labels_hold(self.labels, &ids, surroundings.view.version());
        // Written always and kept by moving on: no branch to guess wrong.
        let mut kept = 0;
        for (at, holds) in hold.into_iter().enumerate() {
            rows[kept] = rows[at];
            kept += usize::from(holds);
        }
        rows.truncate(kept);
        if rows.len() == batch.rows() {
            out(batch)
        } else if rows.is_empty() {
            Ok(Flow::More)
        } else {
            out(batch.gather(&rows))
        }
    }
}
