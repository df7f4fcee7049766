//! The rows of an answer beside the row that asked for it: what CALL and SHOW give.
//!
//! In: a batch, rows of outputs for its rows, and which outputs are yielded as what. Out: batches of bounded size. Knows
//! nothing of where answers come from.

use super::multiplier::Multiplier;
use crate::column::{Batch, ColumnBuilder};
use crate::diagnostic::Result;
use crate::exec::{Flow, Sink};
use crate::semantics::checked::VarId;
use crate::value::Value;

/// Collects the rows of answers.
pub(super) struct Yielded<'b, 'p> {
    rows: Multiplier<'b>,
    columns: Vec<ColumnBuilder>,
    yields: &'p [(usize, VarId)],
}

impl<'b, 'p> Yielded<'b, 'p> {
    pub(super) fn new(batch: &'b Batch, yields: &'p [(usize, VarId)]) -> Self {
        let mut columns = Vec::new();
        columns.resize_with(yields.len(), ColumnBuilder::default);
        Self {
            rows: Multiplier::new(batch),
            columns,
            yields,
        }
    }

    /// One more row of the answer to `row`; hands all on when there are many.
    pub(super) fn add(
        &mut self,
        row: usize,
        outputs: &[Value],
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        self.rows.add(row);
        for ((output, _), column) in self.yields.iter().zip(&mut self.columns) {
            column.push(outputs.get(*output).cloned().unwrap_or_default());
        }
        if self.rows.is_full() {
            self.hand_on(out)
        } else {
            Ok(Flow::More)
        }
    }

    /// Hands on what is left.
    pub(super) fn finish(mut self, out: &mut Sink<'_>) -> Result<Flow> {
        if self.rows.is_empty() {
            return Ok(Flow::More);
        }
        self.hand_on(out)
    }

    fn hand_on(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        let mut next = self.rows.take();
        for ((_, variable), column) in self.yields.iter().zip(&mut self.columns) {
            next.set(variable.index(), std::mem::take(column).finish());
        }
        out(next)
    }
}
