//! `count`: how many values are not null, or how many rows.

use std::any::Any;

use super::{Accumulator, same};
use crate::diagnostic::{Interrupt, Result};
use crate::value::Value;

/// A number of values.
#[derive(Debug, Default)]
pub(super) struct Count(u64);

impl Accumulator for Count {
    fn push(&mut self, arguments: &[Value], times: u64) -> Result<()> {
        if !arguments.first().is_some_and(Value::is_null) {
            self.0 += times;
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>, _: &Interrupt) -> Result<()> {
        self.0 += same::<Self>(other)?.0;
        Ok(())
    }
    fn finish(&mut self, _: &Interrupt) -> Result<Value> {
        Ok(Value::Integer(i64::try_from(self.0).unwrap_or(i64::MAX)))
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
