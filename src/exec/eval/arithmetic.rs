//! Arithmetic over columns.
//!
//! In: two columns. Out: the column of results: by loops over integers and floats, value by value for everything else.
//! An overflow or a division by zero sends the whole column to the value-by-value path, which knows the right error.

use super::made::Made;
use super::scalar;
use super::vector::{both_valid, peek};
use crate::column::{Bitmap, Column, ColumnBuilder, Typed};
use crate::diagnostic::Result;
use crate::function::Host;
use crate::semantics::checked::ArithmeticOp;
use crate::value::Value;

/// `left op right` for every row.
pub(super) fn column(
    op: ArithmeticOp,
    left: &Column,
    right: &Column,
    host: &dyn Host,
) -> Result<Column> {
    if let (Column::Constant(left, rows), Column::Constant(right, _)) = (left, right) {
        return Ok(Column::Constant(
            scalar::arithmetic(op, left, right, host)?,
            *rows,
        ));
    }
    if let Some(result) = typed(op, left, right) {
        return Ok(result);
    }
    let mut builder = ColumnBuilder::with_capacity(left.len());
    let mut made = Made::within(None);
    for row in 0..left.len() {
        let value = scalar::arithmetic(op, &peek(left, row), &peek(right, row), host)?;
        made.note(&value, host)?;
        builder.push(value);
    }
    Ok(builder.finish())
}

/// One side of an operation on numbers.
#[derive(Clone, Copy)]
enum Side<'a, T> {
    Many(&'a [T], Option<&'a Bitmap>),
    One(T),
}

impl<T: Copy> Side<'_, T> {
    #[inline]
    fn get(&self, row: usize) -> T {
        match self {
            Self::Many(values, _) => values[row],
            Self::One(value) => *value,
        }
    }
    fn valid(&self) -> Option<&Bitmap> {
        match self {
            Self::Many(_, valid) => *valid,
            Self::One(_) => None,
        }
    }
}

fn integers(column: &Column) -> Option<Side<'_, i64>> {
    match column {
        Column::Integer(all) => Some(Side::Many(all.values(), all.validity())),
        Column::Constant(Value::Integer(value), _) => Some(Side::One(*value)),
        _ => None,
    }
}

fn floats(column: &Column) -> Option<Side<'_, f64>> {
    match column {
        Column::Float(all) => Some(Side::Many(all.values(), all.validity())),
        Column::Constant(Value::Float(value), _) => Some(Side::One(*value)),
        _ => None,
    }
}

fn typed(op: ArithmeticOp, left: &Column, right: &Column) -> Option<Column> {
    let rows = left.len();
    if let (Some(a), Some(b)) = (integers(left), integers(right)) {
        let step: fn(i64, i64) -> Option<i64> = match op {
            ArithmeticOp::Add => i64::checked_add,
            ArithmeticOp::Subtract => i64::checked_sub,
            ArithmeticOp::Multiply => i64::checked_mul,
            ArithmeticOp::Divide => i64::checked_div,
            ArithmeticOp::Modulo => i64::checked_rem,
            ArithmeticOp::Power | ArithmeticOp::Concatenate => return None,
        };
        let valid = both_valid(a.valid(), b.valid());
        let mut values = Vec::with_capacity(rows);
        for row in 0..rows {
            values.push(match step(a.get(row), b.get(row)) {
                Some(value) => value,
                None if valid.as_ref().is_some_and(|valid| !valid.get(row)) => 0,
                None => return None,
            });
        }
        return Some(Column::Integer(Typed::with_validity(values, valid)));
    }
    let step: fn(f64, f64) -> f64 = match op {
        ArithmeticOp::Add => |a, b| a + b,
        ArithmeticOp::Subtract => |a, b| a - b,
        ArithmeticOp::Multiply => |a, b| a * b,
        ArithmeticOp::Divide => |a, b| a / b,
        ArithmeticOp::Modulo | ArithmeticOp::Power | ArithmeticOp::Concatenate => return None,
    };
    let (a, b) = (widened(left)?, widened(right)?);
    let valid = both_valid(a.valid(), b.valid());
    let values = (0..rows).map(|row| step(a.get(row), b.get(row))).collect();
    Some(Column::Float(Typed::with_validity(values, valid)))
}

/// Floats, or integers as floats.
enum Widened<'a> {
    Floats(Side<'a, f64>),
    Integers(Side<'a, i64>),
}

impl Widened<'_> {
    #[inline]
    fn get(&self, row: usize) -> f64 {
        match self {
            Self::Floats(side) => side.get(row),
            Self::Integers(side) => side.get(row) as f64,
        }
    }
    fn valid(&self) -> Option<&Bitmap> {
        match self {
            Self::Floats(side) => side.valid(),
            Self::Integers(side) => side.valid(),
        }
    }
}

fn widened(column: &Column) -> Option<Widened<'_>> {
    floats(column)
        .map(Widened::Floats)
        .or_else(|| integers(column).map(Widened::Integers))
}
