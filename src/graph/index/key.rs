//! Values as keys: which ones an index orders and hashes, and how.
//!
//! In: values. Out: an order and a hash that agree with openCypher's equality for booleans, numbers (an integer and a
//! float of the same size are the same key), strings, dates, times, durations, and lists of such. NaN and lists that hold
//! it or `null` are no keys: nothing equals them. Knows nothing of indexes.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::value::Value;

/// Kinds of keys; keys of different kinds never compare in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum KeyKind {
    Boolean,
    Number,
    String,
    Date,
    LocalTime,
    LocalDateTime,
    List,
    Time,
    DateTime,
    Duration,
}

impl KeyKind {
    /// Is the order of such keys that of `<`?
    pub(super) fn is_ordered(self) -> bool {
        !matches!(self, Self::List | Self::Duration)
    }
}

/// The kind of key that a value is.
pub(crate) fn kind(value: &Value) -> Option<KeyKind> {
    match value {
        Value::Boolean(_) => Some(KeyKind::Boolean),
        Value::Integer(_) => Some(KeyKind::Number),
        Value::Float(float) => (!float.is_nan()).then_some(KeyKind::Number),
        Value::String(_) => Some(KeyKind::String),
        Value::Date(_) => Some(KeyKind::Date),
        Value::LocalTime(_) => Some(KeyKind::LocalTime),
        Value::LocalDateTime(_) => Some(KeyKind::LocalDateTime),
        Value::Time(_) => Some(KeyKind::Time),
        Value::DateTime(_) => Some(KeyKind::DateTime),
        Value::Duration(_) => Some(KeyKind::Duration),
        Value::List(items) => {
            // An index of several keys has lists of values, of which one may be a list.
            let all = items.iter().all(|item| kind(item).is_some());
            all.then_some(KeyKind::List)
        }
        _ => None,
    }
}

/// Is the value a string that starts with `prefix`?
pub(crate) fn starts_with(value: &Value, prefix: &str) -> bool {
    matches!(value, Value::String(text) if text.starts_with(prefix))
}

/// The order of keys: by kind, then by value.
pub(crate) fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
        (Value::Integer(a), Value::Float(b)) => compare_mixed(*a, *b),
        (Value::Float(a), Value::Integer(b)) => compare_mixed(*b, *a).reverse(),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::LocalTime(a), Value::LocalTime(b)) => a.cmp(b),
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
        (Value::Duration(a), Value::Duration(b)) => a.cmp(b),
        (Value::List(a), Value::List(b)) => {
            let pairs = a.iter().zip(b.iter());
            let first = pairs
                .map(|(a, b)| compare(a, b))
                .find(|order| order.is_ne());
            first.unwrap_or_else(|| a.len().cmp(&b.len()))
        }
        (a, b) => kind(a).cmp(&kind(b)),
    }
}

/// A hash that is the same for equal keys.
pub(crate) fn hash(value: &Value) -> u64 {
    let mut hasher = FxHasher::default();
    match value {
        Value::Integer(integer) => integer.hash(&mut hasher),
        Value::Float(float) => match exact_integer(*float) {
            Some(integer) => integer.hash(&mut hasher),
            None => float.to_bits().hash(&mut hasher),
        },
        Value::String(text) => text.hash(&mut hasher),
        Value::Boolean(boolean) => boolean.hash(&mut hasher),
        Value::Date(date) => date.hash(&mut hasher),
        Value::LocalTime(time) => time.hash(&mut hasher),
        Value::LocalDateTime(time) => time.hash(&mut hasher),
        Value::Time(time) => time.hash(&mut hasher),
        Value::DateTime(time) => time.hash(&mut hasher),
        Value::Duration(duration) => duration.hash(&mut hasher),
        Value::List(items) => items.iter().for_each(|item| hash(item).hash(&mut hasher)),
        _ => {}
    }
    hasher.finish()
}

/// 2^63, the first float beyond the integers.
const BEYOND: f64 = 9_223_372_036_854_775_808.0;

/// The integer of exactly this size.
fn exact_integer(float: f64) -> Option<i64> {
    (float.fract() == 0.0 && (-BEYOND..BEYOND).contains(&float)).then_some(float as i64)
}

/// Compares without rounding the integer.
fn compare_mixed(integer: i64, float: f64) -> Ordering {
    if float >= BEYOND {
        Ordering::Less
    } else if float < -BEYOND {
        Ordering::Greater
    } else {
        integer
            .cmp(&(float.trunc() as i64))
            .then(0.0.partial_cmp(&float.fract()).unwrap_or(Ordering::Equal))
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{compare, hash};
    use crate::value::Value;

    fn check(a: impl Into<Value>, b: impl Into<Value>, expected: Ordering) {
        let (a, b) = (a.into(), b.into());
        assert_eq!(compare(&a, &b), expected, "{a:?} {b:?}");
        assert_eq!(compare(&b, &a), expected.reverse(), "{b:?} {a:?}");
        if expected.is_eq() {
            assert_eq!(hash(&a), hash(&b));
        }
    }

    #[test]
    fn integers_and_floats_compare_by_size() {
        check(1, 1.0, Ordering::Equal);
        check(0, -0.0, Ordering::Equal);
        check(0.0, -0.0, Ordering::Equal);
        check(1, 1.5, Ordering::Less);
        check(-1, -1.5, Ordering::Greater);
        check(i64::MAX, 9_223_372_036_854_775_808.0, Ordering::Less);
        check(i64::MAX - 1, 9_223_372_036_854_774_784.0, Ordering::Greater);
        check(i64::MIN, -9_223_372_036_854_775_808.0, Ordering::Equal);
        check(i64::MIN, f64::NEG_INFINITY, Ordering::Greater);
        check(5, f64::INFINITY, Ordering::Less);
        check("a", "b", Ordering::Less);
        check(false, true, Ordering::Less);
        check(5, "a", Ordering::Less);
    }
}
