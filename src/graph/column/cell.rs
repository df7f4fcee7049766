//! A value on its way into a column, without the allocations that a `Value` of its kind needs.
//!
//! In: numbers, borrowed text, dates, or any value. Out: the value. Knows nothing of columns.

use crate::value::Value;
use crate::value::temporal::{Date, DateTime};

/// A value that is not `null`, as bulk loading makes them.
#[derive(Debug, Clone)]
pub enum Cell<'a> {
    /// An integer.
    Integer(i64),
    /// A float.
    Float(f64),
    /// A boolean.
    Boolean(bool),
    /// A string.
    Text(&'a str),
    /// A day.
    Date(Date),
    /// An instant with its zone.
    DateTime(DateTime),
    /// Anything else.
    Other(Value),
}

impl Cell<'_> {
    /// The value.
    pub fn into_value(self) -> Value {
        match self {
            Self::Integer(value) => Value::Integer(value),
            Self::Float(value) => Value::Float(value),
            Self::Boolean(value) => Value::Boolean(value),
            Self::Text(text) => Value::string(text),
            Self::Date(date) => Value::Date(date),
            Self::DateTime(time) => Value::from(time),
            Self::Other(value) => value,
        }
    }
}
