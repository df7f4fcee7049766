//! `collect`: the values that are not null, in the order they come.

use std::any::Any;

use super::{Accumulator, same, vec_growth};
use crate::diagnostic::{Interrupt, Result};
use crate::value::Value;
use crate::value::bulk::{self, Bulk, Look};

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
    fn merge(&mut self, other: Box<dyn Accumulator>, interrupt: &Interrupt) -> Result<()> {
        let more = same::<Self>(other)?.0.into_vec();
        bulk::append(&mut self.0, more, &mut || interrupt.check())
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
    fn make_room(&mut self, times: u64, look: Look<'_>) -> Result<()> {
        bulk::grow(
            &mut self.0,
            usize::try_from(times).unwrap_or(usize::MAX),
            look,
        )
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
