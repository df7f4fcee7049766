//! Leaving out the first rows, keeping the first rows.

use crate::column::Batch;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::eval::{self, EmptyRow};
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::semantics::checked::Expr;
use crate::value::Value;

/// The value of SKIP or LIMIT.
pub(super) fn row_count(expr: &Expr, run: &Runtime<'_, '_>) -> Result<u64> {
    let value = eval::eval(expr, &EmptyRow, &run.surroundings())?;
    match value {
        Value::Integer(count) => u64::try_from(count).map_err(|_| {
            Diagnostic::new(
                Code::RuntimeNegativeIntegerArgument,
                format!("a number of rows cannot be negative, but this one is {count}"),
            )
            .at(expr.span)
        }),
        other => Err(Diagnostic::new(
            Code::RuntimeSyntaxInvalidArgumentType,
            format!("a number of rows is an Integer, not {:#}", other.kind()),
        )
        .at(expr.span)),
    }
}

/// Leaves out the first rows.
pub(in crate::exec) struct Skip<'p> {
    expr: &'p Expr,
    left: u64,
}

impl<'p> Skip<'p> {
    pub(in crate::exec) fn new(expr: &'p Expr) -> Self {
        Self { expr, left: 0 }
    }
}

impl Operator for Skip<'_> {
    fn start(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        self.left = row_count(self.expr, run)?;
        Ok(())
    }
    fn push(&mut self, batch: Batch, _: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        if self.left == 0 {
            return out(batch);
        }
        for batch in batch.flatten() {
            let skipped = self.left.min(batch.rows() as u64);
            self.left -= skipped;
            let skipped = skipped as usize;
            if skipped < batch.rows()
                && out(batch.slice(skipped, batch.rows() - skipped))? == Flow::Done
            {
                return Ok(Flow::Done);
            }
        }
        Ok(Flow::More)
    }
}

/// Keeps the first rows, and stops what comes before it once it has them.
pub(in crate::exec) struct Limit<'p> {
    expr: &'p Expr,
    left: u64,
}

impl<'p> Limit<'p> {
    pub(in crate::exec) fn new(expr: &'p Expr) -> Self {
        Self { expr, left: 0 }
    }
}

impl Operator for Limit<'_> {
    fn start(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        self.left = row_count(self.expr, run)?;
        Ok(())
    }
    fn push(&mut self, batch: Batch, _: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        for batch in batch.flatten() {
            if self.left == 0 {
                return Ok(Flow::Done);
            }
            let kept = self.left.min(batch.rows() as u64);
            self.left -= kept;
            if out(batch.slice(0, kept as usize))? == Flow::Done {
                return Ok(Flow::Done);
            }
        }
        Ok(if self.left == 0 {
            Flow::Done
        } else {
            Flow::More
        })
    }
}
