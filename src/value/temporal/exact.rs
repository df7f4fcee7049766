//! Exact fractions for durations.
//!
//! In: integers, floats, decimal digits. Out: decimal numbers with 18 places and fractions of integers, so that
//! `0.1` hours are exactly six minutes. A float stands for the shortest decimal number that reads back as it. Knows
//! nothing of what the numbers measure.

use super::{invalid, out_of_range};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::Value;

/// One, as a [`Decimal`].
pub(super) const ONE: i128 = 10_i128.pow(PLACES as u32);
const PLACES: i32 = 18;

/// A decimal number with 18 places, as its multiple of 10^-18.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Decimal(pub(super) i128);

impl Decimal {
    pub(super) fn from_integer(value: i64) -> Self {
        Self(i128::from(value) * ONE)
    }

    pub(super) fn from_float(value: f64) -> Result<Self> {
        let (digits, exponent) = shortest_decimal(value)?;
        scale(digits, exponent + PLACES)
            .map(Self)
            .ok_or_else(|| out_of_range("duration"))
    }

    /// Reads `14` or `14.5` (also with a comma), without a sign; places past the 18th are cut.
    pub(super) fn from_digits(text: &str) -> Result<Self> {
        let (whole, places) = text
            .split_once(['.', ','])
            .map_or((text, None), |(whole, places)| (whole, Some(places)));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !places.is_none_or(digits) {
            return Err(invalid(format!("'{text}' is not a number")));
        }
        let places: String = places
            .unwrap_or("")
            .chars()
            .chain(std::iter::repeat('0'))
            .take(PLACES as usize)
            .collect();
        format!("{whole}{places}")
            .parse()
            .map(Self)
            .map_err(|_| out_of_range("duration"))
    }

    pub(super) fn times(self, factor: i128) -> Result<Self> {
        self.0
            .checked_mul(factor)
            .map(Self)
            .ok_or_else(|| out_of_range("duration"))
    }

    pub(super) fn plus(self, other: Self) -> Result<Self> {
        self.0
            .checked_add(other.0)
            .map(Self)
            .ok_or_else(|| out_of_range("duration"))
    }

    /// Divides by a power of ten; what falls below the last place is cut.
    pub(super) fn divided_by(self, divisor: i128) -> Self {
        Self(self.0 / divisor)
    }
}

/// A fraction of integers with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ratio {
    pub(super) numerator: i128,
    pub(super) denominator: i128,
}

impl Ratio {
    /// The fraction an integer or float stands for; `None` for other values.
    pub(super) fn from_number(value: &Value) -> Option<Result<Self>> {
        match value {
            Value::Integer(value) => Some(Ok(Self::reduced(i128::from(*value), 1))),
            Value::Float(value) => Some(Self::from_float(*value)),
            _ => None,
        }
    }

    fn from_float(value: f64) -> Result<Self> {
        // Digits past this place change no nanosecond of any duration.
        const MOST_PLACES: i32 = 25;
        let (mut digits, mut exponent) = shortest_decimal(value)?;
        while exponent < -MOST_PLACES {
            digits /= 10;
            exponent += 1;
        }
        if exponent < 0 {
            return Ok(Self::reduced(digits, 10_i128.pow(exponent.unsigned_abs())));
        }
        scale(digits, exponent)
            .map(|whole| Self::reduced(whole, 1))
            .ok_or_else(|| out_of_range("duration"))
    }

    /// One divided by this fraction.
    pub(super) fn inverted(self) -> Result<Self> {
        match self.numerator {
            0 => Err(Diagnostic::new(
                Code::DivisionByZero,
                "A duration cannot be divided by zero",
            )),
            numerator => Ok(Self {
                numerator: self.denominator * numerator.signum(),
                denominator: numerator.abs(),
            }),
        }
    }

    fn reduced(numerator: i128, denominator: i128) -> Self {
        let (mut a, mut b) = (numerator.abs(), denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let divisor = a.max(1);
        Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        }
    }
}

/// The digits and the exponent of ten of the shortest decimal number that reads back as this float.
fn shortest_decimal(value: f64) -> Result<(i128, i32)> {
    if !value.is_finite() {
        return Err(Diagnostic::new(
            Code::NumberOutOfRange,
            "A duration needs finite numbers",
        ));
    }
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let places = mantissa
        .split_once('.')
        .map_or(0, |(_, places)| places.len());
    let digits = mantissa.replace('.', "").parse().unwrap_or(0);
    let exponent: i32 = exponent.parse().unwrap_or(0);
    Ok((digits, exponent - places as i32))
}

/// `digits * 10^exponent`, cut to an integer; `None` when it is too large.
fn scale(digits: i128, exponent: i32) -> Option<i128> {
    match 10_i128.checked_pow(exponent.unsigned_abs()) {
        Some(power) if exponent >= 0 => digits.checked_mul(power),
        Some(power) => Some(digits / power),
        None => (exponent < 0 || digits == 0).then_some(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        let check = |value: f64, text: &str| {
            assert_eq!(
                Decimal::from_float(value).unwrap(),
                Decimal::from_digits(text).unwrap()
            );
        };
        check(0.1, "0.1");
        check(14.5, "14,5");
        check(1e-300, "0");
        check(0.0, "0");
        check(123_456_789.123, "123456789.123");
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "1.2.3",
            "-1",
            "1e5",
            "99999999999999999999999999",
        ] {
            assert!(Decimal::from_digits(text).is_err(), "{text}");
        }
        assert!(Decimal::from_float(1e30).is_err());
        assert!(Decimal::from_float(f64::NAN).is_err());
    }

    #[test]
    fn ratios() {
        let check = |value: Value, numerator, denominator| {
            let ratio = Ratio::from_number(&value).unwrap().unwrap();
            assert_eq!(
                (ratio.numerator, ratio.denominator),
                (numerator, denominator)
            );
        };
        check(Value::Integer(-7), -7, 1);
        check(Value::Float(0.5), 1, 2);
        check(Value::Float(-2.5), -5, 2);
        check(Value::Float(1e20), 100_000_000_000_000_000_000, 1);
        check(Value::Float(5e-324), 0, 1);
        assert!(Ratio::from_number(&Value::Float(1e300)).unwrap().is_err());
        assert!(Ratio::from_number(&Value::Null).is_none());
    }
}
