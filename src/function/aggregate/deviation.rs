//! `stDev` and `stDevP`: how far numbers lie from their mean, in one pass (Welford).

use std::any::Any;

use super::{Accumulator, same, wrong};
use crate::diagnostic::{Interrupt, Result};
use crate::value::Value;
use crate::value::number::Number;

/// Count, mean and the sum of squared distances from the mean.
#[derive(Debug)]
pub(super) struct Deviation {
    sample: bool,
    count: f64,
    mean: f64,
    squares: f64,
}

impl Deviation {
    /// For `stDev`.
    pub(super) fn of_sample() -> Self {
        Self {
            sample: true,
            count: 0.0,
            mean: 0.0,
            squares: 0.0,
        }
    }
    /// For `stDevP`.
    pub(super) fn of_population() -> Self {
        Self {
            sample: false,
            ..Self::of_sample()
        }
    }
    /// Takes in numbers with this count, mean and sum of squared distances.
    fn add(&mut self, count: f64, mean: f64, squares: f64) {
        if count == 0.0 {
            return;
        }
        let total = self.count + count;
        let distance = mean - self.mean;
        self.mean += distance * count / total;
        self.squares += squares + distance * distance * self.count * count / total;
        self.count = total;
    }
}

impl Accumulator for Deviation {
    fn push(&mut self, arguments: &[Value], times: u64) -> Result<()> {
        match arguments.first() {
            None | Some(Value::Null) => {}
            Some(value) => {
                let number = Number::of(value).ok_or_else(|| wrong(value, "a number"))?;
                self.add(times as f64, number.as_float(), 0.0);
            }
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>, _: &Interrupt) -> Result<()> {
        let other = same::<Self>(other)?;
        self.add(other.count, other.mean, other.squares);
        Ok(())
    }
    fn finish(&mut self, _: &Interrupt) -> Result<Value> {
        let degrees = if self.sample {
            self.count - 1.0
        } else {
            self.count
        };
        Ok(Value::Float(if degrees > 0.0 {
            (self.squares / degrees).sqrt()
        } else {
            0.0
        }))
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
