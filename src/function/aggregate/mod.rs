//! Aggregates: from the values of many rows to one.
//!
//! In: values, each with how often it stands. Out: one value per group. DISTINCT is not known here: who counts only
//! different values hands each of them over once.

use std::any::Any;

use super::AggregateFunction;
use crate::diagnostic::Result;
use crate::value::Value;

/// The state of one aggregate for one group.
pub trait Accumulator: Send {
    /// Takes the arguments of one row, which stands `times` times (at least once).
    fn push(&mut self, arguments: &[Value], times: u64) -> Result<()>;
    /// Takes in the state of another part of the same group. `other` was made by the same function.
    fn merge(&mut self, other: Box<dyn Accumulator>) -> Result<()>;
    /// The result. The state is used up.
    fn finish(&mut self) -> Result<Value>;
    /// For `merge`: the state itself.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

/// All aggregates.
pub const ALL: &[AggregateFunction] = &[];
