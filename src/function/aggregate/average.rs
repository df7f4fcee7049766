//! `avg`: the sum by the number of values, as a float or a duration.

use std::any::Any;

use super::sum::{FloatSum, plus, times_of};
use super::{Accumulator, same, wrong};
use crate::diagnostic::{Interrupt, Result};
use crate::value::{Value, number};

/// A sum and how many values are in it.
#[derive(Debug, Default)]
pub(super) struct Average {
    numbers: FloatSum,
    number_count: u64,
    durations: Value,
    duration_count: u64,
}

impl Average {
    /// After so many integers that add up to `sum`.
    pub(super) fn of_integers(sum: i128, count: u64) -> Self {
        Self {
            numbers: FloatSum::of_integer(sum),
            number_count: count,
            ..Self::default()
        }
    }
    fn check(&self) -> Result<()> {
        if self.number_count > 0 && self.duration_count > 0 {
            return Err(wrong(
                &self.durations,
                "a number or a Duration, all of them the same",
            ));
        }
        Ok(())
    }
}

impl Accumulator for Average {
    fn push(&mut self, arguments: &[Value], times: u64) -> Result<()> {
        let value = arguments.first().unwrap_or(&Value::Null);
        match value {
            Value::Null => {}
            Value::Integer(value) => {
                self.numbers.add(*value as f64 * times as f64);
                self.number_count += times;
            }
            Value::Float(value) => {
                self.numbers.add(value * times as f64);
                self.number_count += times;
            }
            Value::Duration(_) => {
                self.durations = plus(&self.durations, &times_of(value, times)?)?;
                self.duration_count += times;
            }
            other => return Err(wrong(other, "a number or a Duration")),
        }
        self.check()
    }
    fn merge(&mut self, other: Box<dyn Accumulator>, _: &Interrupt) -> Result<()> {
        let other = same::<Self>(other)?;
        self.numbers.merge(other.numbers);
        self.number_count += other.number_count;
        self.durations = plus(&self.durations, &other.durations)?;
        self.duration_count += other.duration_count;
        self.check()
    }
    fn finish(&mut self, _: &Interrupt) -> Result<Value> {
        if self.duration_count > 0 {
            let count = i64::try_from(self.duration_count).unwrap_or(i64::MAX);
            return number::divide(&self.durations, &Value::Integer(count));
        }
        Ok(if self.number_count == 0 {
            Value::Null
        } else {
            Value::Float(self.numbers.total() / self.number_count as f64)
        })
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
