//! SKIP and LIMIT: a number that depends on no row.
//!
//! In: the expression as written. Out: a checked one without variables. Knows nothing of parameters' values: they are
//! looked at when the statement runs.

use super::Checker;
use super::aggregate::each_variable;
use super::checked::{Expr, ExprKind};
use super::expr::wrong_kind;
use super::infer;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::syntax::ast;
use crate::value::{Kind, Value};

impl Checker<'_> {
    /// The count of SKIP or LIMIT (`word`).
    pub(super) fn row_count(
        &mut self,
        word: &'static str,
        expr: Option<&ast::Expr>,
    ) -> Result<Option<Expr>> {
        let Some(expr) = expr else {
            return Ok(None);
        };
        let start = self.next_variable();
        let subqueries = self.subqueries.len();
        let count = self.without_aggregates(word, |checker| checker.expr(expr))?;
        let mut depends = self.subqueries.len() > subqueries;
        each_variable(&count, &mut |variable, _| depends |= variable < start);
        if depends {
            return Err(Diagnostic::new(
                Code::NonConstantExpression,
                format!("{word} cannot depend on variables or on the graph"),
            )
            .at(count.span));
        }
        if let Some(number) = negative(&count) {
            return Err(Diagnostic::new(
                Code::NegativeIntegerArgument,
                format!("{word} cannot be negative, but this is {number}"),
            )
            .at(count.span));
        }
        let null = matches!(count.kind, ExprKind::Literal(Value::Null));
        if null || !infer::may_be(&count.ty, &[Kind::Integer]) {
            return Err(wrong_kind(word, "an integer", &count));
        }
        Ok(Some(count))
    }
}

/// The number, when a negative integer is written out.
fn negative(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Literal(Value::Integer(number)) if *number < 0 => Some(*number),
        ExprKind::Negate(operand) => match &operand.kind {
            ExprKind::Literal(Value::Integer(number)) if *number > 0 => Some(-number),
            _ => None,
        },
        _ => None,
    }
}
