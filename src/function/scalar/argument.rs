//! Arguments taken out of values, for the bodies of functions.
//!
//! Each gives `None` for `null` (or for an argument that was left out) and a diagnostic for a wrong type. Knows no
//! function.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::number::Number;
use crate::value::{Kind, List, Map, NodeId, Path, RelId, Value};

/// The text at this place.
pub(super) fn text(args: &[Value], place: usize) -> Result<Option<&str>> {
    match args.get(place) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(wrong(other, "a String")),
    }
}

/// The integer at this place.
pub(super) fn integer(args: &[Value], place: usize) -> Result<Option<i64>> {
    match args.get(place) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Integer(value)) => Ok(Some(*value)),
        Some(other) => Err(wrong(other, "an Integer")),
    }
}

/// The number at this place.
pub(super) fn number(args: &[Value], place: usize) -> Result<Option<Number>> {
    match args.get(place) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => Number::of(value)
            .map(Some)
            .ok_or_else(|| wrong(value, "a number")),
    }
}

/// The list at this place.
pub(super) fn list(args: &[Value], place: usize) -> Result<Option<&List>> {
    match args.get(place) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::List(items)) => Ok(Some(items)),
        Some(other) => Err(wrong(other, "a List")),
    }
}

/// The path at this place.
pub(super) fn path(args: &[Value], place: usize) -> Result<Option<&Arc<Path>>> {
    match args.get(place) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Path(path)) => Ok(Some(path)),
        Some(other) => Err(wrong(other, "a Path")),
    }
}

/// The node at this place.
pub(super) fn node(args: &[Value], place: usize) -> Result<Option<NodeId>> {
    match args.get(place) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Node(node)) => Ok(Some(node.id)),
        Some(other) => Err(wrong(other, "a Node")),
    }
}

/// The relationship at this place.
pub(super) fn relationship(args: &[Value], place: usize) -> Result<Option<RelId>> {
    match args.get(place) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Relationship(relationship)) => Ok(Some(relationship.id)),
        Some(other) => Err(wrong(other, "a Relationship")),
    }
}

/// The properties of the node, relationship or map at this place.
pub(super) fn properties(
    args: &[Value],
    place: usize,
    host: &dyn crate::function::Host,
) -> Result<Option<Map>> {
    match args.get(place) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Map(map)) => Ok(Some(map.clone())),
        Some(Value::Node(node)) => host.properties_of_node(node.id).map(Some),
        Some(Value::Relationship(relationship)) => {
            host.properties_of_relationship(relationship.id).map(Some)
        }
        Some(other) => Err(wrong(other, "a Node, a Relationship or a Map")),
    }
}

/// The diagnostic for an argument of a wrong type.
pub(super) fn wrong(value: &Value, needed: &str) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidArgumentValue,
        format!(
            "the argument must be {needed}, not a value of type {}",
            value.kind()
        ),
    )
}

/// The kind that covers all of these: itself when they agree, `Number` for numbers, else `Any`. `null` adds nothing.
pub(super) fn joined(kinds: &[Kind]) -> Kind {
    let mut result = Kind::Null;
    for kind in kinds {
        result = match (result, kind) {
            (Kind::Null, kind) => kind.clone(),
            (result, Kind::Null) => result,
            (result, kind) if result == *kind => result,
            (
                Kind::Integer | Kind::Float | Kind::Number,
                Kind::Integer | Kind::Float | Kind::Number,
            ) => Kind::Number,
            _ => return Kind::Any,
        };
    }
    if result == Kind::Null {
        Kind::Any
    } else {
        result
    }
}
