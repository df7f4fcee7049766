//! `collect`: the values that are not null, in the order they come.

use std::any::Any;

use super::{Accumulator, same, vec_growth};
use crate::diagnostic::{Interrupt, Result};
use crate::value::Value;
use crate::value::bulk::Bulk;

/// The values so far.
#[derive(Debug, Default)]
pub(super) struct Collect(Bulk<Value>);

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
    fn finish(&mut self, _: &Interrupt) -> Result<Value> {
        Ok(Value::list(std::mem::take(&mut self.0).into_vec()))
    }
    fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<Value>()
    }
    fn growth(&self, times: u64) -> usize {
        vec_growth(&self.0, times)
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
