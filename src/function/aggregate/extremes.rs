//! `min` and `max`: the ends of the order of all values, nulls left out.

use std::any::Any;
use std::cmp::Ordering;

use super::{Accumulator, same};
use crate::diagnostic::{Interrupt, Result};
use crate::value::{Value, order};

/// Is a value better than the best so far? Null never is; of an integer and a float that are the same number the integer
/// is, so that it does not matter which one comes first.
pub(crate) fn improves(value: &Value, best: &Value, better: Ordering) -> bool {
    if value.is_null() {
        return false;
    }
    if best.is_null() {
        return true;
    }
    match order::compare(value, best) {
        Ordering::Equal => matches!((value, best), (Value::Integer(_), Value::Float(_))),
        found => found == better,
    }
}

/// The best value so far.
#[derive(Debug)]
pub(super) struct Extreme {
    /// How a better value compares with the best so far.
    better: Ordering,
    best: Value,
}

impl Extreme {
    /// For `min`.
    pub(super) fn least() -> Self {
        Self {
            better: Ordering::Less,
            best: Value::Null,
        }
    }
    /// For `max`.
    pub(super) fn greatest() -> Self {
        Self {
            better: Ordering::Greater,
            best: Value::Null,
        }
    }
    fn offer(&mut self, value: &Value) {
        if improves(value, &self.best, self.better) {
            self.best = value.clone();
        }
    }
}

impl Accumulator for Extreme {
    fn push(&mut self, arguments: &[Value], _: u64) -> Result<()> {
        if let Some(value) = arguments.first() {
            self.offer(value);
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>, _: &Interrupt) -> Result<()> {
        let other = same::<Self>(other)?;
        self.offer(&other.best);
        Ok(())
    }
    fn finish(&mut self, _: &Interrupt) -> Result<Value> {
        Ok(std::mem::take(&mut self.best))
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
