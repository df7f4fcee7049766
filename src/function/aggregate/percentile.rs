//! `percentileDisc` and `percentileCont`: the number below which a share of all numbers lies.
//!
//! The percentile is taken from the last row that has one; it is the same in all of them in a sensible query.

use std::any::Any;

use super::{Accumulator, same, vec_growth, wrong};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::value::bulk::{self, Bulk, Look};
use crate::value::number::Number;
use crate::value::{Value, order, selection, sorting};

/// All numbers so far.
#[derive(Debug)]
pub(super) struct Percentile {
    /// Between two numbers when it falls there?
    between: bool,
    share: Option<f64>,
    numbers: Numbers,
}

/// Numbers as they come: most are of one type and come one at a time.
#[derive(Debug)]
enum Numbers {
    Integers(Vec<i64>),
    Floats(Vec<f64>),
    /// With how often each stands.
    Mixed(Bulk<(Value, u64)>),
}

impl Numbers {
    fn push(&mut self, value: &Value, times: u64) {
        match (&mut *self, value) {
            (Self::Integers(all), Value::Integer(value)) if times == 1 => all.push(*value),
            (Self::Floats(all), Value::Float(value)) if times == 1 => all.push(*value),
            (Self::Integers(all), Value::Float(value)) if times == 1 && all.is_empty() => {
                *self = Self::Floats(vec![*value]);
            }
            (Self::Mixed(all), value) => all.push((value.clone(), times)),
            (_, value) => {
                let mut mixed = std::mem::replace(self, Self::Integers(Vec::new())).mixed();
                mixed.push((value.clone(), times));
                *self = Self::Mixed(mixed);
            }
        }
    }
    fn mixed(self) -> Bulk<(Value, u64)> {
        let all: Vec<(Value, u64)> = match self {
            Self::Integers(all) => all.into_iter().map(|value| (value.into(), 1)).collect(),
            Self::Floats(all) => all.into_iter().map(|value| (value.into(), 1)).collect(),
            Self::Mixed(all) => return all,
        };
        all.into()
    }
    fn append(&mut self, other: Self, look: Look<'_>) -> Result<()> {
        match (&mut *self, other) {
            (Self::Integers(all), Self::Integers(more)) => bulk::append(all, more, look),
            (Self::Floats(all), Self::Floats(more)) => bulk::append(all, more, look),
            (_, other) => {
                let mut mixed = std::mem::replace(self, Self::Integers(Vec::new())).mixed();
                bulk::append(&mut mixed, other.mixed().into_vec(), look)?;
                *self = Self::Mixed(mixed);
                Ok(())
            }
        }
    }
    fn make_room(&mut self, look: Look<'_>) -> Result<()> {
        match self {
            Self::Integers(all) => bulk::grow(all, 1, look),
            Self::Floats(all) => bulk::grow(all, 1, look),
            Self::Mixed(all) => bulk::grow(all, 1, look),
        }
    }
    /// How many, each as often as it stands.
    fn count(&self) -> u64 {
        match self {
            Self::Integers(all) => all.len() as u64,
            Self::Floats(all) => all.len() as u64,
            Self::Mixed(all) => all.iter().map(|(_, times)| times).sum(),
        }
    }
    /// Puts in order what is looked up by passing over it.
    fn sort(&mut self, interrupt: &Interrupt) -> Result<()> {
        match self {
            Self::Mixed(all) => {
                sorting::sort(all, interrupt, |(a, _), (b, _)| order::compare(a, b))
            }
            _ => Ok(()),
        }
    }
    /// The number at a place among all numbers, which are sorted.
    fn at(&self, place: u64, interrupt: &Interrupt) -> Result<Value> {
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        Ok(match self {
            Self::Integers(all) => {
                let key = |value: i64| value as u64 ^ SIGN;
                let found = selection::nth(all, at, key, interrupt)?;
                found.map_or(Value::Null, |key| Value::Integer((key ^ SIGN) as i64))
            }
            Self::Floats(all) => {
                let found = selection::nth(all, at, float_key, interrupt)?;
                found.map_or(Value::Null, |key| Value::Float(float_of(key)))
            }
            Self::Mixed(all) => {
                let mut passed = 0;
                let mut found = None;
                for some in all.chunks(STEPS) {
                    interrupt.check()?;
                    found = some.iter().find(|(_, times)| {
                        passed += times;
                        place < passed
                    });
                    if found.is_some() {
                        break;
                    }
                }
                let found = found.or(all.last());
                found.map_or(Value::Null, |(value, _)| value.clone())
            }
        })
    }
}

/// Numbers passed over between looks at whether to stop.
const STEPS: usize = 1 << 14;
const SIGN: u64 = 1 << 63;

/// Ascends as the order of all values does: NaN comes last, and the two zeros are one.
fn float_key(value: f64) -> u64 {
    if value.is_nan() {
        return u64::MAX;
    }
    let bits = (value + 0.0).to_bits();
    if bits & SIGN == 0 { bits ^ SIGN } else { !bits }
}

fn float_of(key: u64) -> f64 {
    if key == u64::MAX {
        f64::NAN
    } else if key & SIGN == 0 {
        f64::from_bits(!key)
    } else {
        f64::from_bits(key ^ SIGN)
    }
}

impl Percentile {
    /// For `percentileDisc`.
    pub(super) fn discrete() -> Self {
        Self {
            between: false,
            share: None,
            numbers: Numbers::Integers(Vec::new()),
        }
    }
    /// For `percentileCont`.
    pub(super) fn continuous() -> Self {
        Self {
            between: true,
            share: None,
            numbers: Numbers::Integers(Vec::new()),
        }
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
            Value::Integer(_) | Value::Float(_) => self.numbers.push(value, times),
            other => return Err(wrong(other, "a number")),
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>, interrupt: &Interrupt) -> Result<()> {
        let other = same::<Self>(other)?;
        self.numbers
            .append(other.numbers, &mut || interrupt.check())?;
        self.share = other.share.or(self.share);
        Ok(())
    }
    fn finish(&mut self, interrupt: &Interrupt) -> Result<Value> {
        let Some(percentile) = self.share else {
            return Ok(Value::Null);
        };
        let count = self.numbers.count();
        if count == 0 {
            return Ok(Value::Null);
        }
        self.numbers.sort(interrupt)?;
        if !self.between {
            // The first number with at least this share of all numbers up to it.
            let place = (percentile * count as f64).ceil() as u64;
            return self.numbers.at(place.saturating_sub(1), interrupt);
        }
        let place = percentile * (count - 1) as f64;
        let (below, above) = (place.floor(), place.ceil());
        let float = |place: f64| {
            let found = self.numbers.at(place as u64, interrupt)?;
            Ok(Number::of(&found).map_or(f64::NAN, Number::as_float))
        };
        let low = float(below)?;
        if below == above {
            return Ok(Value::Float(low));
        }
        let high = float(above)?;
        Ok(Value::Float(low * (above - place) + high * (place - below)))
    }
    fn bytes(&self) -> usize {
        // What is asked for is looked for among as many keys again, and sorting holds all twice.
        2 * match &self.numbers {
            Numbers::Integers(all) => all.capacity() * size_of::<i64>(),
            Numbers::Floats(all) => all.capacity() * size_of::<f64>(),
            Numbers::Mixed(all) => all.capacity() * size_of::<(Value, u64)>(),
        }
    }
    fn growth(&self, _: u64) -> usize {
        2 * match &self.numbers {
            Numbers::Integers(all) => vec_growth(all, 1),
            Numbers::Floats(all) => vec_growth(all, 1),
            Numbers::Mixed(all) => vec_growth(all, 1),
        }
    }
    fn make_room(&mut self, _: u64, look: Look<'_>) -> Result<()> {
        self.numbers.make_room(look)
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
