//! Keeping rows for which a plan gives something, or nothing.

use crate::column::Batch;
use crate::diagnostic::Result;
use crate::exec::nested::{Nested, Wants};
use crate::exec::{Flow, Operator, OperatorStatistics, Runtime, Sink};

/// Keeps rows with a result, or (`anti`) those without.
pub(in crate::exec) struct Semi<'p> {
    pub(in crate::exec) nested: Nested<'p>,
    pub(in crate::exec) anti: bool,
}

impl Operator for Semi<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let mut matched = vec![false; batch.rows()];
        let mut left = batch.rows();
        self.nested.run(&batch, run, &mut |_, origins| {
            for &origin in origins {
                if !std::mem::replace(&mut matched[origin as usize], true) {
                    left -= 1;
                }
            }
            Ok(if left == 0 {
                Wants::Nothing
            } else {
                Wants::NextRow
            })
        })?;
        let rows: Vec<u32> = (0..batch.rows() as u32)
            .filter(|&row| matched[row as usize] != self.anti)
            .collect();
        if rows.is_empty() {
            Ok(Flow::More)
        } else if rows.len() == batch.rows() {
            out(batch)
        } else {
            out(batch.gather(&rows))
        }
    }

    fn nested(&self) -> Vec<Vec<OperatorStatistics>> {
        vec![self.nested.statistics()]
    }
}
