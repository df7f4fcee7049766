//! `min` and `max`: the ends of the order of all values, nulls left out.

use std::any::Any;
use std::cmp::Ordering;

use super::{Accumulator, same};
use crate::diagnostic::{Interrupt, Result};
use crate::value::{Value, order};

/// Is a value better than the best so far? Null never is; of values that are the same but do not look the same, such as 1
/// and 1.0, always the same one is, so that it does not matter which one comes first.
pub(crate) fn improves(value: &Value, best: &Value, better: Ordering) -> bool {
    if value.is_null() {
        return false;
    }
    if best.is_null() {
        return true;
    }
    match order::compare(value, best) {
        Ordering::Equal => looks(value, best).is_lt(),
        found => found == better,
    }
}

/// How values that are the same are told apart: by the first number that looks different, an integer before a float and
/// 0.0 before -0.0. O(size of the values).
fn looks(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Integer(_), Value::Float(_)) => Ordering::Less,
        (Value::Float(_), Value::Integer(_)) => Ordering::Greater,
        (Value::Float(a), Value::Float(b)) => a.is_sign_negative().cmp(&b.is_sign_negative()),
        (Value::List(a), Value::List(b)) if !a.is_same(b) => all_look(a.iter().zip(b.iter())),
        (Value::Map(a), Value::Map(b)) if !a.is_same(b) => all_look(a.values().zip(b.values())),
        _ => Ordering::Equal,
    }
}

fn all_look<'v>(mut pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Ordering {
    let different = pairs.find_map(|(a, b)| Some(looks(a, b)).filter(|order| order.is_ne()));
    different.unwrap_or(Ordering::Equal)
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
