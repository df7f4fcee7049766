//! Setting and dropping columns.

use crate::column::Batch;
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::semantics::checked::{Expr, VarId};

/// Sets variables, all from the row as it was before.
pub(in crate::exec) struct Project<'p>(pub(in crate::exec) &'p [(VarId, Expr)]);

impl Operator for Project<'_> {
    fn push(
        &mut self,
        mut batch: Batch,
        run: &Runtime<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let surroundings = run.surroundings();
        let exprs = self.0.iter().map(|(_, expr)| expr);
        let columns = eval::evaluate_all(exprs, &batch, &surroundings)?;
        // Held until the batch has gone through all that follows.
        let mut reserved = Reservation::default();
        for ((variable, _), column) in self.0.iter().zip(columns) {
            reserved.grow_by(run.context.memory(), &column)?;
            batch.set(variable.index(), column);
        }
        out(batch)
    }
}

/// Drops every column but these.
pub(in crate::exec) struct Keep<'p> {
    pub(in crate::exec) variables: &'p [VarId],
    /// Columns from here on belong to the executor.
    pub(in crate::exec) hidden_from: usize,
}

impl Operator for Keep<'_> {
    fn push(
        &mut self,
        mut batch: Batch,
        _run: &Runtime<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        batch.retain(|at| {
            at >= self.hidden_from || self.variables.iter().any(|kept| kept.index() == at)
        });
        out(batch)
    }
}
