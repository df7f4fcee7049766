//! `percentileDisc` and `percentileCont`: the number below which a share of all numbers lies.
//!
//! The percentile is taken from the last row that has one; it is the same in all of them in a sensible query.

use std::any::Any;

use super::{Accumulator, same, vec_growth, wrong};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::value::number::Number;
use crate::value::{Value, order, sorting};

/// All numbers so far, with how often each stands.
#[derive(Debug)]
pub(super) struct Percentile {
    /// Between two numbers when it falls there?
    between: bool,
    share: Option<f64>,
    numbers: Vec<(Value, u64)>,
}

impl Percentile {
    /// For `percentileDisc`.
    pub(super) fn discrete() -> Self {
        Self {
            between: false,
            share: None,
            numbers: Vec::new(),
        }
    }
    /// For `percentileCont`.
    pub(super) fn continuous() -> Self {
        Self {
            between: true,
            share: None,
            numbers: Vec::new(),
        }
    }
    /// The number at a place among all numbers, each counted as often as it stands.
    fn at(&self, place: u64) -> Value {
        let mut passed = 0;
        for (value, times) in &self.numbers {
            passed += times;
            if place < passed {
                return value.clone();
            }
        }
        self.numbers
            .last()
            .map(|(value, _)| value.clone())
            .unwrap_or_default()
    }
}

impl Accumulator for Percentile {
    fn push(&mut self, arguments: &[Value], times: u64) -> Result<()> {
        let [value, percentile] = arguments else {
            return Err(Diagnostic::new(
                Code::Internal,
                "a percentile takes two arguments",
            ));
        };
        if !percentile.is_null() {
            let share = Number::of(percentile).ok_or_else(|| wrong(percentile, "a number"))?;
            let share = share.as_float();
            if !(0.0..=1.0).contains(&share) {
                return Err(Diagnostic::new(
                    Code::NumberOutOfRange,
                    format!("a percentile lies between 0.0 and 1.0, and {share:?} does not"),
                ));
            }
            self.share = Some(share);
        }
        match value {
            Value::Null => {}
            Value::Integer(_) | Value::Float(_) => self.numbers.push((value.clone(), times)),
            other => return Err(wrong(other, "a number")),
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>) -> Result<()> {
        let mut other = same::<Self>(other)?;
        self.numbers.append(&mut other.numbers);
        self.share = other.share.or(self.share);
        Ok(())
    }
    fn finish(&mut self, interrupt: &Interrupt) -> Result<Value> {
        let Some(percentile) = self.share else {
            return Ok(Value::Null);
        };
        if self.numbers.is_empty() {
            return Ok(Value::Null);
        }
        sorting::sort(&mut self.numbers, interrupt, |(a, _), (b, _)| {
            order::compare(a, b)
        })?;
        let count: u64 = self.numbers.iter().map(|(_, times)| times).sum();
        if !self.between {
            // The first number with at least this share of all numbers up to it.
            let place = (percentile * count as f64).ceil() as u64;
            return Ok(self.at(place.saturating_sub(1)));
        }
        let place = percentile * (count - 1) as f64;
        let (below, above) = (place.floor(), place.ceil());
        let float =
            |place: f64| Number::of(&self.at(place as u64)).map_or(f64::NAN, Number::as_float);
        let (low, high) = (float(below), float(above));
        Ok(Value::Float(if below == above {
            low
        } else {
            low * (above - place) + high * (place - below)
        }))
    }
    fn bytes(&self) -> usize {
        // Sorting holds them twice.
        2 * self.numbers.capacity() * size_of::<(Value, u64)>()
    }
    fn growth(&self, _: u64) -> usize {
        2 * vec_growth(&self.numbers, 1)
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
