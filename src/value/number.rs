//! Arithmetic: numbers, and through them temporal values.
//!
//! In: two values. Out: a value, `null` as soon as one side is, or a diagnostic. Integers are checked: a result that
//! does not fit 64 bits is an error. Floats follow IEEE 754. Joining of strings and lists is not done here.

use std::cmp::Ordering;

use super::{Value, temporal};
use crate::diagnostic::{Code, Diagnostic, Result};

/// A number taken out of a value.
#[derive(Debug, Clone, Copy)]
pub enum Number {
    /// A 64-bit integer.
    Integer(i64),
    /// A 64-bit float.
    Float(f64),
}

impl Number {
    /// The number in a value, if it is one.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(value) => Some(Self::Integer(*value)),
            Value::Float(value) => Some(Self::Float(*value)),
            _ => None,
        }
    }
    /// As a float; large integers lose digits.
    pub fn as_float(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Float(value) => value,
        }
    }
    /// The exact order of two numbers, never by rounding an integer to a float. `None` when one is NaN.
    pub fn partial_cmp(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => Some(a.cmp(&b)),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(&b),
            (Self::Integer(a), Self::Float(b)) => compare_exactly(a, b),
            (Self::Float(a), Self::Integer(b)) => compare_exactly(b, a).map(Ordering::reverse),
        }
    }
}

/// An integer against a float without rounding: by whole parts first, then by what the float has behind the point.
fn compare_exactly(integer: i64, float: f64) -> Option<Ordering> {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() {
        return None;
    }
    Some(if float >= TWO_TO_63 {
        Ordering::Less
    } else if float < -TWO_TO_63 {
        Ordering::Greater
    } else {
        let whole = float.trunc();
        integer
            .cmp(&(whole as i64))
            .then_with(|| 0.0.partial_cmp(&(float - whole)).unwrap_or(Ordering::Equal))
    })
}

impl From<Number> for Value {
    fn from(value: Number) -> Self {
        match value {
            Number::Integer(value) => Self::Integer(value),
            Number::Float(value) => Self::Float(value),
        }
    }
}

/// `a + b` for numbers and temporal values.
pub fn add(a: &Value, b: &Value) -> Result<Value> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Integer(x), Value::Integer(y)) => checked(x.checked_add(*y), a, "+", b),
        _ => match floats(a, b) {
            Some((x, y)) => Ok(Value::Float(x + y)),
            None if temporal::is_temporal(a) || temporal::is_temporal(b) => temporal::add(a, b),
            None => Err(unfit(a, "+", b)),
        },
    }
}

/// `a - b` for numbers and temporal values.
pub fn subtract(a: &Value, b: &Value) -> Result<Value> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Integer(x), Value::Integer(y)) => checked(x.checked_sub(*y), a, "-", b),
        _ => match floats(a, b) {
            Some((x, y)) => Ok(Value::Float(x - y)),
            None if temporal::is_temporal(a) || temporal::is_temporal(b) => {
                temporal::subtract(a, b)
            }
            None => Err(unfit(a, "-", b)),
        },
    }
}

/// `a * b` for numbers, and for a duration and a number.
pub fn multiply(a: &Value, b: &Value) -> Result<Value> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Integer(x), Value::Integer(y)) => checked(x.checked_mul(*y), a, "*", b),
        _ => match floats(a, b) {
            Some((x, y)) => Ok(Value::Float(x * y)),
            None if temporal::is_temporal(a) || temporal::is_temporal(b) => {
                temporal::multiply(a, b)
            }
            None => Err(unfit(a, "*", b)),
        },
    }
}

/// `a / b`: whole for integers (towards zero), IEEE for floats, and a duration by a number.
pub fn divide(a: &Value, b: &Value) -> Result<Value> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Integer(x), Value::Integer(0)) => Err(by_zero(*x, "/")),
        (Value::Integer(x), Value::Integer(y)) => checked(x.checked_div(*y), a, "/", b),
        _ => match floats(a, b) {
            Some((x, y)) => Ok(Value::Float(x / y)),
            None if temporal::is_temporal(a) => temporal::divide(a, b),
            None => Err(unfit(a, "/", b)),
        },
    }
}

/// `a % b`: the rest, with the sign of `a`.
pub fn modulo(a: &Value, b: &Value) -> Result<Value> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Integer(x), Value::Integer(0)) => Err(by_zero(*x, "%")),
        // The least integer by -1 leaves no rest, though the quotient would not fit.
        (Value::Integer(x), Value::Integer(y)) => Ok(Value::Integer(x.wrapping_rem(*y))),
        _ => match floats(a, b) {
            Some((x, y)) => Ok(Value::Float(x % y)),
            None => Err(unfit(a, "%", b)),
        },
    }
}

/// `a ^ b`: always a float.
pub fn power(a: &Value, b: &Value) -> Result<Value> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        _ => match floats(a, b) {
            Some((x, y)) => Ok(Value::Float(x.powf(y))),
            None => Err(unfit(a, "^", b)),
        },
    }
}

/// `-a` for numbers and durations.
pub fn negate(a: &Value) -> Result<Value> {
    match a {
        Value::Null => Ok(Value::Null),
        Value::Integer(value) => value.checked_neg().map(Value::Integer).ok_or_else(|| {
            Diagnostic::new(
                Code::ArithmeticOverflow,
                format!("-({value}) does not fit an integer"),
            )
        }),
        Value::Float(value) => Ok(Value::Float(-value)),
        Value::Duration(_) => temporal::negate(a),
        _ => Err(Diagnostic::new(
            Code::RuntimeInvalidArgumentType,
            format!("`-` needs a number, not a value of type {}", a.kind()),
        )),
    }
}

/// `+a`: the number itself.
pub fn plus(a: &Value) -> Result<Value> {
    match a {
        Value::Null | Value::Integer(_) | Value::Float(_) | Value::Duration(_) => Ok(a.clone()),
        _ => Err(Diagnostic::new(
            Code::RuntimeInvalidArgumentType,
            format!("`+` needs a number, not a value of type {}", a.kind()),
        )),
    }
}

fn floats(a: &Value, b: &Value) -> Option<(f64, f64)> {
    Some((Number::of(a)?.as_float(), Number::of(b)?.as_float()))
}

fn checked(result: Option<i64>, a: &Value, op: &str, b: &Value) -> Result<Value> {
    result.map(Value::Integer).ok_or_else(|| {
        let text = super::literal::text;
        Diagnostic::new(
            Code::ArithmeticOverflow,
            format!("{} {op} {} does not fit an integer", text(a), text(b)),
        )
    })
}

fn by_zero(integer: i64, op: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DivisionByZero,
        format!("{integer} {op} 0 has no result"),
    )
    .hint("divide by a float (0.0) to get Infinity or NaN instead")
}

fn unfit(a: &Value, op: &str, b: &Value) -> Diagnostic {
    Diagnostic::new(
        Code::RuntimeInvalidArgumentType,
        format!(
            "`{op}` cannot be used on values of type {} and {}",
            a.kind(),
            b.kind()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Operation = fn(&Value, &Value) -> Result<Value>;

    #[track_caller]
    fn check(op: Operation, a: impl Into<Value>, b: impl Into<Value>, expected: &str) {
        let result = match op(&a.into(), &b.into()) {
            Ok(value) => super::super::literal::text(&value),
            Err(problem) => format!("{:?}", problem.code()),
        };
        assert_eq!(result, expected);
    }

    #[test]
    fn arithmetic() {
        check(add, 1, 2, "3");
        check(add, 1, 2.5, "3.5");
        check(add, i64::MAX, 1, "ArithmeticOverflow");
        check(subtract, i64::MIN, 1, "ArithmeticOverflow");
        check(multiply, i64::MAX, 2, "ArithmeticOverflow");
        check(divide, i64::MIN, -1, "ArithmeticOverflow");
        check(modulo, i64::MIN, -1, "0");
        check(divide, 7, 2, "3");
        check(divide, -7, 2, "-3");
        check(divide, 7, 2.0, "3.5");
        check(divide, 1, 0, "DivisionByZero");
        check(divide, 1.0, 0, "Inf");
        check(divide, 0.0, 0.0, "NaN");
        check(modulo, -7, 3, "-1");
        check(modulo, 7, 0, "DivisionByZero");
        check(power, 2, 3, "8.0");
        check(add, Value::Null, "a", "null");
        check(subtract, "a", 1, "RuntimeInvalidArgumentType");
        check(|a, _| negate(a), i64::MIN, 0, "ArithmeticOverflow");
        check(|a, _| plus(a), "a", 0, "RuntimeInvalidArgumentType");
    }

    proptest! {
        #[test]
        fn integers_and_floats_compare_exactly(a: i64, b: f64) {
            let order = compare_exactly(a, b);
            let exact = if b.is_nan() { None } else if b.is_infinite() {
                Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater })
            } else if b.abs() < 1e30 {
                Some(i128::from(a).cmp(&(b.floor() as i128)).then(
                    if b.fract() == 0.0 { Ordering::Equal } else { Ordering::Less }))
            } else {
                Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater })
            };
            prop_assert_eq!(order, exact);
        }

        #[test]
        fn the_nearest_float_is_told_apart(a: i64) {
            let float = a as f64;
            let expected = i128::from(a).cmp(&(float as i128));
            prop_assert_eq!(compare_exactly(a, float), Some(expected));
        }
    }
}
