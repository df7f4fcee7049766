//! `collect`: the values that are not null, in the order they come.

use std::any::Any;

use super::{Accumulator, same};
use crate::diagnostic::Result;
use crate::value::Value;

/// The values so far.
#[derive(Debug, Default)]
pub(super) struct Collect(Vec<Value>);

impl Accumulator for Collect {
    fn push(&mut self, arguments: &[Value], times: u64) -> Result<()> {
        if let Some(value) = arguments.first()
            && !value.is_null()
        {
            for _ in 0..times {
                self.0.push(value.clone());
            }
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>) -> Result<()> {
        self.0.append(&mut same::<Self>(other)?.0);
        Ok(())
    }
    fn finish(&mut self) -> Result<Value> {
        Ok(Value::list(std::mem::take(&mut self.0)))
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
