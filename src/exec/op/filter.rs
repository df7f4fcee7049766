//! Keeping rows that satisfy a condition.

use std::borrow::Cow;

use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::semantics::checked::{Expr, LabelExpr, VarId};
use crate::value::NodeId;

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
        let (nodes, rows) = nodes_of(column);
        for node in nodes.iter() {
            surroundings.expect_node(NodeId(*node))?;
        }
        let hold = eval::labels_hold(self.labels, &nodes, surroundings.view.version());
        if rows.is_none() && hold.iter().all(|holds| *holds) {
            return out(batch);
        }
        let mut rows = rows.unwrap_or_else(|| (0..batch.rows() as u32).collect());
        // Written always and kept by moving on: no branch to guess wrong.
        let mut kept = 0;
        for (at, holds) in hold.into_iter().enumerate() {
            rows[kept] = rows[at];
            kept += usize::from(holds);
        }
        rows.truncate(kept);
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        out(batch.gather(&rows))
    }
}

/// The nodes of a column, and the rows that have one, unless all do.
fn nodes_of(column: &Column) -> (Cow<'_, [u32]>, Option<Vec<u32>>) {
    if let Column::Node(all) = column
        && all.validity().is_none()
    {
        return (all.values().into(), None);
    }
    let (mut nodes, mut rows) = (Vec::new(), Vec::new());
    for row in 0..column.len() {
        if let Some(node) = column.node(row) {
            nodes.push(node.0);
            rows.push(row as u32);
        }
    }
    (nodes.into(), Some(rows))
}
