//! Reaching into values: properties, elements, slices.
//!
//! Knows nothing of expressions: it gets values.

use super::Environment;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::scalar::temporal;
use crate::function::{Host, room};
use crate::value::Value;

/// `subject.key`.
pub(super) fn property(subject: &Value, key: &str, environment: &dyn Environment) -> Result<Value> {
    match subject {
        Value::Null => Ok(Value::Null),
        Value::Node(node) => environment.node_property(node.id, key),
        Value::Relationship(relationship) => {
            environment.relationship_property(relationship.id, key)
        }
        Value::Map(map) => Ok(map.get(key).cloned().unwrap_or_default()),
        other => temporal::component(other, key)?.ok_or_else(|| {
            Diagnostic::new(
                Code::PropertyAccessByNonMap,
                format!("a value of type {} has no property `{key}`", other.kind()),
            )
        }),
    }
}

/// `subject[index]`.
pub(super) fn element(
    subject: &Value,
    index: &Value,
    environment: &dyn Environment,
) -> Result<Value> {
    match (subject, index) {
        (Value::List(items), Value::Integer(index)) => Ok(position(*index, items.len())
            .and_then(|at| items.get(at))
            .cloned()
            .unwrap_or_default()),
        (Value::Map(_) | Value::Node(_) | Value::Relationship(_), Value::String(key)) => {
            property(subject, key, environment)
        }
        (Value::Null, _) => Ok(Value::Null),
        (Value::List(_) | Value::Map(_) | Value::Node(_) | Value::Relationship(_), Value::Null) => {
            Ok(Value::Null)
        }
        (Value::List(_), index) => Err(Diagnostic::new(
            Code::ListElementAccessByNonInteger,
            format!(
                "a list is indexed with an Integer, not with {:#}",
                index.kind()
            ),
        )),
        (Value::Map(_) | Value::Node(_) | Value::Relationship(_), index) => Err(Diagnostic::new(
            Code::MapElementAccessByNonString,
            format!(
                "{:#} is indexed with a String, not with {:#}",
                subject.kind(),
                index.kind()
            ),
        )),
        (subject, _) => Err(Diagnostic::new(
            Code::InvalidElementAccess,
            format!("{:#} has no elements", subject.kind()),
        )),
    }
}

/// `subject[from..to]`; an absent bound is the end of the list, a null one makes the result null.
pub(super) fn slice(
    subject: &Value,
    from: Option<&Value>,
    to: Option<&Value>,
    host: &dyn Host,
) -> Result<Value> {
    let items = match subject {
        Value::Null => return Ok(Value::Null),
        Value::List(items) => items,
        other => {
            return Err(Diagnostic::new(
                Code::RuntimeInvalidArgumentType,
                format!("{:#} cannot be sliced; only lists can", other.kind()),
            ));
        }
    };
    let bound = |bound: Option<&Value>, absent: usize| match bound {
        None => Ok(Some(absent)),
        Some(Value::Null) => Ok(None),
        Some(Value::Integer(index)) => Ok(Some(clamped(*index, items.len()))),
        Some(other) => Err(Diagnostic::new(
            Code::RuntimeInvalidArgumentType,
            format!("a slice is bounded by Integers, not by {:#}", other.kind()),
        )),
    };
    let (from, to) = (bound(from, 0)?, bound(to, items.len())?);
    Ok(match (from, to) {
        (Some(from), Some(to)) => {
            let part = items.get(from..to).unwrap_or_default();
            Value::List(room::copied_list(part.iter(), part.len(), host)?.into())
        }
        _ => Value::Null,
    })
}

/// Where an index points in a list of this length; negative ones count from the end.
fn position(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 {
        index.checked_add(i64::try_from(length).ok()?)?
    } else {
        index
    };
    usize::try_from(index).ok().filter(|at| *at < length)
}

/// The same, moved into `0..=length`.
fn clamped(index: i64, length: usize) -> usize {
    if index < 0 {
        let back = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
        length.saturating_sub(back)
    } else {
        usize::try_from(index).unwrap_or(usize::MAX).min(length)
    }
}
