//! A value as it lies: numbers as they are, text and values borrowed, so that nobody must make a `Value` of it.
//!
//! In: numbers, borrowed text, dates, or any value. Out: the value. Knows nothing of where it lies.

use super::Value;
use super::temporal::{Date, DateTime};

/// A value that is not `null`, on its way into a column or out of one.
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
    /// A value that is there already.
    Held(&'a Value),
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
            Self::Held(value) => value.clone(),
            Self::Other(value) => value,
        }
    }
}
