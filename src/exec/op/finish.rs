//! The end of a statement that returns nothing.

use crate::column::Batch;
use crate::diagnostic::Result;
use crate::exec::{Flow, Operator, Runtime, Sink};

/// Swallows all rows.
pub(in crate::exec) struct Finish;

impl Operator for Finish {
    fn push(&mut self, _: Batch, _: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        Ok(Flow::More)
    }
}
