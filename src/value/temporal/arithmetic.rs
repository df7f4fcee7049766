//! Sums, differences, products and quotients in which a temporal value takes part.
//!
//! In: two values, one of them temporal. Out: instant plus or minus duration, duration plus or minus duration,
//! duration times or through a number; null if one is null. To an instant, months are added first, then days, then
//! time; to a date only whole days of the time count, to a time of day only the time. Knows nothing of other
//! arithmetic.

use super::exact::Ratio;
use super::{Duration, LocalTime, NANOS_PER_DAY, out_of_range};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::Value;

/// Is it one of the six temporal types?
pub fn is_temporal(value: &Value) -> bool {
    matches!(
        value,
        Value::Date(_)
            | Value::LocalTime(_)
            | Value::Time(_)
            | Value::LocalDateTime(_)
            | Value::DateTime(_)
            | Value::Duration(_)
    )
}

/// `left + right`.
pub fn add(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Duration(left), Value::Duration(right)) => Ok(left.plus(**right)?.into()),
        (instant, Value::Duration(duration)) | (Value::Duration(duration), instant) => {
            move_by(instant, **duration).unwrap_or_else(|| Err(refused("added", left, right)))
        }
        _ => Err(refused("added", left, right)),
    }
}

/// `left - right`.
pub fn subtract(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Duration(left), Value::Duration(right)) => Ok(left.minus(**right)?.into()),
        (instant, Value::Duration(duration)) => move_by(instant, duration.negated()?)
            .unwrap_or_else(|| Err(refused("subtracted", left, right))),
        _ => Err(refused("subtracted", left, right)),
    }
}

/// `left * right`.
pub fn multiply(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Duration(duration), number) | (number, Value::Duration(duration)) => {
            let factor = Ratio::from_number(number)
                .unwrap_or_else(|| Err(refused("multiplied", left, right)))?;
            Ok(duration.times(factor)?.into())
        }
        _ => Err(refused("multiplied", left, right)),
    }
}

/// `left / right`.
pub fn divide(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Duration(duration), number) => {
            let divisor = Ratio::from_number(number)
                .unwrap_or_else(|| Err(refused("divided", left, right)))?;
            Ok(duration.times(divisor.inverted()?)?.into())
        }
        _ => Err(refused("divided", left, right)),
    }
}

/// `-value`: the opposite of a duration.
pub fn negate(value: &Value) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Duration(duration) => Ok(duration.negated()?.into()),
        other => Err(Diagnostic::new(
            Code::RuntimeInvalidArgumentType,
            format!("A value of type {} has no opposite", other.kind()),
        )),
    }
}

fn refused(done: &str, left: &Value, right: &Value) -> Diagnostic {
    Diagnostic::new(
        Code::RuntimeInvalidArgumentType,
        format!(
            "Values of types {} and {} cannot be {done}",
            left.kind(),
            right.kind()
        ),
    )
}

/// The instant later by this duration; `None` when it is no instant.
fn move_by(instant: &Value, duration: Duration) -> Option<Result<Value>> {
    let (months, days) = (duration.months(), duration.days());
    let (seconds, nanoseconds) = (duration.seconds(), i64::from(duration.nanoseconds()));
    let time = |time: LocalTime| {
        let sum = i128::from(time.nanosecond_of_day()) + duration.total_nanoseconds();
        LocalTime::wrapping(sum)
    };
    Some(match instant {
        Value::Date(date) => date
            .plus_months(months)
            .and_then(|date| date.plus_days(days))
            .and_then(|date| {
                let whole = duration.total_nanoseconds() / i128::from(NANOS_PER_DAY);
                date.plus_days(i64::try_from(whole).map_err(|_| out_of_range("date"))?)
            })
            .map(Value::from),
        Value::LocalTime(local) => Ok(time(*local).into()),
        Value::Time(zoned) => Ok(time(zoned.local()).at_offset(zoned.offset_seconds()).into()),
        Value::LocalDateTime(local) => local
            .date()
            .plus_months(months)
            .and_then(|date| date.plus_days(days))
            .and_then(|date| local.with_date(date).plus_seconds(seconds, nanoseconds))
            .map(Value::from),
        Value::DateTime(zoned) => zoned
            .local()
            .date()
            .plus_months(months)
            .and_then(|date| date.plus_days(days))
            .and_then(|date| zoned.with_date(date))
            .and_then(|zoned| zoned.plus_seconds(seconds, nanoseconds))
            .map(Value::from),
        _ => return None,
    })
}
