//! AND, OR, XOR and NOT over columns.
//!
//! In: operands, evaluated only for rows they can still decide, as the scalar evaluator does. Out: columns of Booleans.
//! Knows nothing of what the operands are.

use std::cell::RefCell;

use super::vector::{Evaluator, from_truths, not_boolean};
use crate::column::Column;
use crate::diagnostic::Result;
use crate::semantics::checked::{Expr, ExprKind, StringOp};
use crate::value::truth::{self, Truth};
use crate::value::{Kind, Value};

/// The truths in a column, which is the value of `expr`.
pub(super) fn truths(column: &Column, expr: &Expr) -> Result<Vec<Truth>> {
    match column {
        Column::Boolean(all) => Ok((0..all.len()).map(|row| all.get(row)).collect()),
        Column::Constant(value, rows) => {
            let truth = truth::truth(value).map_err(|_| not_boolean(value).at(expr.span))?;
            Ok(vec![truth; *rows])
        }
        other => (0..other.len())
            .map(|row| {
                let value = other.get(row);
                truth::truth(&value).map_err(|_| not_boolean(&value).at(expr.span))
            })
            .collect(),
    }
}

impl Evaluator<'_, '_, '_> {
    /// All operands.
    pub(super) fn all(&self, operands: &[Expr]) -> Result<Column> {
        self.fold(operands, Some(true), truth::and, Some(false))
    }

    /// Any operand.
    pub(super) fn any(&self, operands: &[Expr]) -> Result<Column> {
        self.fold(operands, Some(false), truth::or, Some(true))
    }

    /// Joins operands one after another; a row that is `settled` takes no further part.
    fn fold(
        &self,
        operands: &[Expr],
        start: Truth,
        join: fn(Truth, Truth) -> Truth,
        settled: Truth,
    ) -> Result<Column> {
        let mut result = vec![start; self.batch.rows()];
        for (at, operand) in operands.iter().enumerate() {
            let open: Vec<u32> = if at == 0 || cannot_fail(operand) {
                Vec::new()
            } else {
                let rows = result.iter().enumerate();
                let open: Vec<u32> = rows
                    .filter(|(_, truth)| **truth != settled)
                    .map(|(row, _)| row as u32)
                    .collect();
                if open.is_empty() {
                    break;
                }
                open
            };
            if open.is_empty() || open.len() == result.len() {
                let truths = self.condition(operand)?;
                for (result, truth) in result.iter_mut().zip(truths) {
                    *result = join(*result, truth);
                }
            } else {
                let batch = self.batch.gather(&open);
                let narrowed = Evaluator {
                    batch: &batch,
                    surroundings: self.surroundings,
                    read: &RefCell::default(),
                };
                for (row, truth) in open.into_iter().zip(narrowed.condition(operand)?) {
                    let result = &mut result[row as usize];
                    *result = join(*result, truth);
                }
            }
        }
        Ok(from_truths(&result))
    }

    /// Exactly one of both.
    pub(super) fn xor(&self, left: &Expr, right: &Expr) -> Result<Column> {
        let (left, right) = (self.condition(left)?, self.condition(right)?);
        let truths: Vec<Truth> = left
            .into_iter()
            .zip(right)
            .map(|(left, right)| truth::xor(left, right))
            .collect();
        Ok(from_truths(&truths))
    }

    /// The opposite.
    pub(super) fn not(&self, operand: &Expr) -> Result<Column> {
        let truths: Vec<Truth> = self
            .condition(operand)?
            .into_iter()
            .map(truth::not)
            .collect();
        Ok(from_truths(&truths))
    }
}

/// Is it a value that is there or read from the graph, so that nothing can go wrong?
pub(crate) fn is_plain(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Variable(_) | ExprKind::Parameter(_) => true,
        ExprKind::Property { subject, .. } => {
            matches!(subject.kind, ExprKind::Variable(_))
                && matches!(subject.ty, Kind::Node | Kind::Relationship)
        }
        _ => false,
    }
}

/// Can a condition be evaluated for rows that do not need it? Only what can raise no error and is cheap.
pub(super) fn cannot_fail(condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Literal(Value::Boolean(_) | Value::Null) => true,
        ExprKind::Compare { left, right, .. } => is_plain(left) && is_plain(right),
        ExprKind::StringMatch { op, left, right } => {
            *op != StringOp::Matches && is_plain(left) && is_plain(right)
        }
        ExprKind::IsNull { operand, .. } => is_plain(operand),
        ExprKind::HasLabels { subject, .. } => is_plain(subject) && subject.ty == Kind::Node,
        ExprKind::Not(operand) => cannot_fail(operand),
        ExprKind::And(operands) | ExprKind::Or(operands) => operands.iter().all(cannot_fail),
        _ => false,
    }
}
