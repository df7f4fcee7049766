//! Running a plan for every row, keeping rows for which it gives nothing.

use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::nested::{Nested, Wants};
use crate::exec::{Flow, Operator, OperatorStatistics, Runtime, Sink};
use crate::semantics::checked::VarId;

/// Hands on what the plan gives; a row without result follows with nulls.
pub(in crate::exec) struct Optional<'p> {
    pub(in crate::exec) nested: Nested<'p>,
    pub(in crate::exec) introduced: &'p [VarId],
}

impl Operator for Optional<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let mut matched = vec![false; batch.rows()];
        let mut done = false;
        self.nested.run(&batch, run, &mut |result, origins| {
            for &origin in origins {
                matched[origin as usize] = true;
            }
            done = out(result)? == Flow::Done;
            Ok(if done { Wants::Nothing } else { Wants::More })
        })?;
        if done {
            return Ok(Flow::Done);
        }
        let unmatched: Vec<u32> = (0..batch.rows() as u32)
            .filter(|&row| !matched[row as usize])
            .collect();
        if unmatched.is_empty() {
            return Ok(Flow::More);
        }
        let mut rest = if unmatched.len() == batch.rows() {
            batch
        } else {
            batch.gather(&unmatched)
        };
        for variable in self.introduced {
            rest.set(variable.index(), Column::nulls(unmatched.len()));
        }
        out(rest)
    }

    fn nested(&self) -> Vec<Vec<OperatorStatistics>> {
        vec![self.nested.statistics()]
    }
}
