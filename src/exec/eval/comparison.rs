//! Comparison over columns.
//!
//! In: two columns. Out: a column of Booleans: by loops where both sides have the same simple type, value by value for
//! everything else. Knows nothing of expressions.

use std::cmp::Ordering;

use super::scalar;
use super::vector::{both_valid, from_truths, peek};
use crate::column::{Column, TextColumn, Typed};
use crate::diagnostic::Result;
use crate::function::{Host, room};
use crate::semantics::checked::CompareOp;
use crate::value::truth::Truth;
use crate::value::{NodeId, Value};

/// `left op right` for every row.
pub(super) fn column(
    op: CompareOp,
    left: &Column,
    right: &Column,
    host: &dyn Host,
) -> Result<Column> {
    let mut pace = room::watched(host);
    if let (Column::Constant(left, rows), Column::Constant(right, _)) = (left, right) {
        let truth = scalar::compare(op, left, right, &mut pace)?;
        return Ok(Column::Constant(scalar::from_truth(truth), *rows));
    }
    if let Some(result) = typed(op, left, right) {
        return Ok(result);
    }
    let truths: Result<Vec<Truth>> = (0..left.len())
        .map(|row| scalar::compare(op, &peek(left, row), &peek(right, row), &mut pace))
        .collect();
    Ok(from_truths(&truths?))
}

fn typed(op: CompareOp, left: &Column, right: &Column) -> Option<Column> {
    match (left, right) {
        (Column::Integer(a), Column::Integer(b)) => Some(many(op, a, b)),
        (Column::Integer(a), Column::Constant(Value::Integer(b), _)) => Some(one(op, a, *b)),
        (Column::Constant(Value::Integer(a), _), Column::Integer(b)) => {
            Some(one(mirrored(op), b, *a))
        }
        (Column::Float(a), Column::Float(b)) => Some(many(op, a, b)),
        (Column::Float(a), Column::Constant(Value::Float(b), _)) => Some(one(op, a, *b)),
        (Column::Constant(Value::Float(a), _), Column::Float(b)) => Some(one(mirrored(op), b, *a)),
        (Column::Node(a), Column::Node(b)) if is_equality(op) => Some(many(op, a, b)),
        (Column::Node(a), other @ Column::Constant(..)) if is_equality(op) => {
            let NodeId(b) = other.node(0)?;
            Some(one(op, a, b))
        }
        (Column::Value(all), Column::Constant(Value::String(text), _)) => strings(op, all, text),
        (Column::Text(all), Column::Constant(Value::String(text), _)) => {
            Some(texts_with(op, all, text))
        }
        (Column::Constant(Value::String(text), _), Column::Text(all)) => {
            Some(texts_with(mirrored(op), all, text))
        }
        (Column::Text(a), Column::Text(b)) => Some(texts(op, a, b)),
        (Column::Moment(all), Column::Constant(Value::DateTime(time), _)) if all.is_like(time) => {
            Some(one(op, all.seconds(), time.epoch_seconds()))
        }
        (Column::Constant(Value::DateTime(time), _), Column::Moment(all)) if all.is_like(time) => {
            Some(one(mirrored(op), all.seconds(), time.epoch_seconds()))
        }
        (Column::Moment(a), Column::Moment(b)) if a.same_zone(b) => {
            Some(many(op, a.seconds(), b.seconds()))
        }
        _ => None,
    }
}

fn is_equality(op: CompareOp) -> bool {
    matches!(op, CompareOp::Equal | CompareOp::NotEqual)
}

/// The operator with its sides swapped.
pub(super) fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        same => same,
    }
}

fn test<T: PartialOrd + Copy>(op: CompareOp) -> fn(T, T) -> bool {
    match op {
        CompareOp::Equal => |a, b| a == b,
        CompareOp::NotEqual => |a, b| a != b,
        CompareOp::Less => |a, b| a < b,
        CompareOp::LessOrEqual => |a, b| a <= b,
        CompareOp::Greater => |a, b| a > b,
        CompareOp::GreaterOrEqual => |a, b| a >= b,
    }
}

fn many<T: PartialOrd + Copy>(op: CompareOp, a: &Typed<T>, b: &Typed<T>) -> Column {
    let test = test(op);
    let pairs = a.values().iter().zip(b.values());
    let values = pairs.map(|(a, b)| test(*a, *b)).collect();
    Column::Boolean(Typed::with_validity(
        values,
        both_valid(a.validity(), b.validity()),
    ))
}

fn one<T: PartialOrd + Copy>(op: CompareOp, a: &Typed<T>, b: T) -> Column {
    // A loop per operator, so that the test is not a call.
    let values = a.values().iter();
    let values: Vec<bool> = match op {
        CompareOp::Equal => values.map(|a| *a == b).collect(),
        CompareOp::NotEqual => values.map(|a| *a != b).collect(),
        CompareOp::Less => values.map(|a| *a < b).collect(),
        CompareOp::LessOrEqual => values.map(|a| *a <= b).collect(),
        CompareOp::Greater => values.map(|a| *a > b).collect(),
        CompareOp::GreaterOrEqual => values.map(|a| *a >= b).collect(),
    };
    Column::Boolean(Typed::with_validity(values, a.validity().cloned()))
}

/// Strings that stay where they are against others.
fn texts(op: CompareOp, a: &TextColumn, b: &TextColumn) -> Column {
    let truths: Vec<Truth> = (0..a.ids().len())
        .map(|row| Some(compare_texts(op, a.text(row)?, b.text(row)?)))
        .collect();
    from_truths(&truths)
}

/// And against one.
fn texts_with(op: CompareOp, all: &TextColumn, text: &str) -> Column {
    Column::Boolean(all.map(|one| compare_texts(op, one, text)))
}

#[inline]
fn compare_texts(op: CompareOp, a: &str, b: &str) -> bool {
    match op {
        CompareOp::Equal => a == b,
        CompareOp::NotEqual => a != b,
        _ => ordered(op)(a.cmp(b)),
    }
}

fn ordered(op: CompareOp) -> fn(Ordering) -> bool {
    match op {
        CompareOp::Equal => Ordering::is_eq,
        CompareOp::NotEqual => Ordering::is_ne,
        CompareOp::Less => Ordering::is_lt,
        CompareOp::LessOrEqual => Ordering::is_le,
        CompareOp::Greater => Ordering::is_gt,
        CompareOp::GreaterOrEqual => Ordering::is_ge,
    }
}

/// Strings with nulls among them against one string; `None` when something else is among them.
fn strings(op: CompareOp, all: &[Value], text: &str) -> Option<Column> {
    let ordered = ordered(op);
    let truths: Option<Vec<Truth>> = all
        .iter()
        .map(|value| match value {
            Value::Null => Some(None),
            Value::String(value) if op == CompareOp::Equal => Some(Some(**value == *text)),
            Value::String(value) => Some(Some(ordered((**value).cmp(text)))),
            _ => None,
        })
        .collect();
    Some(from_truths(&truths?))
}
