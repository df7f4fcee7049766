//! `sum`: integers exactly, floats without losing small ones, durations part by part.

use std::any::Any;

use super::{Accumulator, same, wrong};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::value::{Value, number};

/// A running sum of floats with what rounding lost (Neumaier). The order of values hardly matters then.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FloatSum {
    sum: f64,
    lost: f64,
}

impl FloatSum {
    /// A sum of integers.
    pub(super) fn of_integer(sum: i128) -> Self {
        let rounded = sum as f64;
        Self {
            sum: rounded,
            lost: sum.saturating_sub(rounded as i128) as f64,
        }
    }
    /// Adds one value.
    pub(super) fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        // What is not finite has no rounding to make good.
        if sum.is_finite() {
            self.lost += if self.sum.abs() >= value.abs() {
                (self.sum - sum) + value
            } else {
                (value - sum) + self.sum
            };
        }
        self.sum = sum;
    }
    /// Takes in another sum.
    pub(super) fn merge(&mut self, other: Self) {
        self.add(other.sum);
        self.lost += other.lost;
    }
    /// The sum.
    pub(super) fn total(self) -> f64 {
        if self.sum.is_finite() {
            self.sum + self.lost
        } else {
            self.sum
        }
    }
}

/// A sum of numbers or of durations.
#[derive(Debug, Default)]
pub(super) struct Sum {
    integers: i128,
    floats: FloatSum,
    has_float: bool,
    has_integer: bool,
    durations: Value,
}

impl Sum {
    /// After integers that add up to `sum`.
    pub(super) fn of_integers(sum: i128, has_integer: bool) -> Self {
        Self {
            integers: sum,
            has_integer,
            ..Self::default()
        }
    }
}

impl Accumulator for Sum {
    fn push(&mut self, arguments: &[Value], times: u64) -> Result<()> {
        let value = arguments.first().unwrap_or(&Value::Null);
        match value {
            Value::Null => {}
            Value::Integer(value) => {
                self.has_integer = true;
                let part = i128::from(*value) * i128::from(times);
                self.integers = self.integers.checked_add(part).ok_or_else(overflow)?;
            }
            Value::Float(value) => {
                self.has_float = true;
                self.floats.add(value * times as f64);
            }
            Value::Duration(_) => {
                let part = times_of(value, times)?;
                self.durations = plus(&self.durations, &part)?;
            }
            other => return Err(wrong(other, "a number or a Duration")),
        }
        if !self.durations.is_null() && (self.has_integer || self.has_float) {
            return Err(wrong(value, "a number or a Duration, all of them the same"));
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>, _: &Interrupt) -> Result<()> {
        let other = same::<Self>(other)?;
        self.integers = self
            .integers
            .checked_add(other.integers)
            .ok_or_else(overflow)?;
        self.floats.merge(other.floats);
        self.has_float |= other.has_float;
        self.has_integer |= other.has_integer;
        self.durations = plus(&self.durations, &other.durations)?;
        if !self.durations.is_null() && (self.has_integer || self.has_float) {
            return Err(wrong(
                &self.durations,
                "a number or a Duration, all of them the same",
            ));
        }
        Ok(())
    }
    fn finish(&mut self, _: &Interrupt) -> Result<Value> {
        if !self.durations.is_null() {
            return Ok(std::mem::take(&mut self.durations));
        }
        if self.has_float {
            let mut total = self.floats;
            total.add(self.integers as f64);
            return Ok(Value::Float(total.total()));
        }
        i64::try_from(self.integers)
            .map(Value::Integer)
            .map_err(|_| overflow())
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

/// A duration so many times.
pub(super) fn times_of(value: &Value, times: u64) -> Result<Value> {
    if times == 1 {
        return Ok(value.clone());
    }
    number::multiply(
        value,
        &Value::Integer(i64::try_from(times).unwrap_or(i64::MAX)),
    )
}

/// A sum of values of which `null` is none.
pub(super) fn plus(a: &Value, b: &Value) -> Result<Value> {
    match (a, b) {
        (Value::Null, other) | (other, Value::Null) => Ok(other.clone()),
        _ => number::add(a, b),
    }
}

fn overflow() -> Diagnostic {
    Diagnostic::new(Code::ArithmeticOverflow, "the sum does not fit an integer")
}
