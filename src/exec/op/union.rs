//! The rows of several plans, one after another.

use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::nested::{Nested, Wants};
use crate::exec::{Flow, Operator, OperatorStatistics, Runtime, Sink};
use crate::semantics::checked::VarId;

/// Hands on, for every incoming batch, the rows of each branch, with the branch's columns under the names of all.
pub(in crate::exec) struct Union<'p> {
    pub(in crate::exec) branches: Vec<(Nested<'p>, &'p [VarId])>,
    pub(in crate::exec) outputs: &'p [VarId],
    /// Does a branch write? Then all branches run to their ends, even when nobody wants their rows.
    pub(in crate::exec) writes: bool,
}

impl Operator for Union<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let mut done = false;
        let enough = if self.writes {
            Wants::NextRow
        } else {
            Wants::Nothing
        };
        for (branch, columns) in &mut self.branches {
            branch.run(&batch, run, &mut |result, origins| {
                if done {
                    return Ok(enough);
                }
                // What the incoming row had is there after any branch, whatever the branch dropped.
                let mut next = match (origins.first(), origins.last()) {
                    (Some(first), Some(_)) if batch.rows() == 1 => {
                        batch.broadcast(*first as usize, origins.len())
                    }
                    _ => batch.gather(origins),
                };
                for (column, output) in columns.iter().zip(self.outputs) {
                    let column = result.column(column.index()).cloned();
                    let column = column.unwrap_or_else(|| Column::nulls(result.rows()));
                    next.set(output.index(), column);
                }
                next.set_multiplicity(result.multiplicity().map(<[u64]>::to_vec));
                done = out(next)? == Flow::Done;
                Ok(if done { enough } else { Wants::More })
            })?;
            if done && !self.writes {
                break;
            }
        }
        Ok(if done { Flow::Done } else { Flow::More })
    }

    fn nested(&self) -> Vec<Vec<OperatorStatistics>> {
        self.branches
            .iter()
            .map(|(branch, _)| branch.statistics())
            .collect()
    }
}
