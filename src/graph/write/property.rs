//! Which values may be stored as properties.
//!
//! In: a value. Out: yes, or a diagnostic that says why not. Knows nothing of where it would be stored.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::Value;

/// Simple values and lists of them may be stored; `null` takes a property out.
pub(crate) fn check_storable(value: &Value) -> Result<()> {
    let refused = |what: String| Err(Diagnostic::new(Code::InvalidPropertyType, what));
    match value {
        Value::List(items) => match items.iter().find(|item| !is_simple(item)) {
            None => Ok(()),
            Some(item) => refused(format!(
                "a property cannot hold a list with {:#} in it",
                item.kind()
            )),
        },
        simple if is_simple(simple) => Ok(()),
        other => refused(format!("a property cannot hold {:#}", other.kind())),
    }
}

fn is_simple(value: &Value) -> bool {
    match value {
        Value::Null
        | Value::Boolean(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::String(_)
        | Value::Date(_)
        | Value::LocalTime(_)
        | Value::Time(_)
        | Value::LocalDateTime(_)
        | Value::DateTime(_)
        | Value::Duration(_) => true,
        Value::List(_)
        | Value::Map(_)
        | Value::Node(_)
        | Value::Relationship(_)
        | Value::Path(_) => false,
    }
}
