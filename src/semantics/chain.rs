//! Chains of operators of one level, applied from left to right: `a + b - c`, `a XOR b XOR c`.
//!
//! In: the chain as written, flat and of any length. Out: nested operations, or for a long chain a `reduce` over its
//! operands, so that no tree gets deeper than later stages can walk. Knows nothing of single operands.

use super::checked::{ArithmeticOp, Expr, ExprKind};
use super::{Checker, infer};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Kind, Value};

/// A chain of more operators is reduced.
const LONG: usize = 32;
/// Inside more levels of expressions a chain of fewer operators is long already.
const DEEP: u32 = 40;
const LONG_WHEN_DEEP: usize = 4;

impl Checker<'_> {
    fn is_long(&self, operators: usize) -> bool {
        operators > LONG || (self.depth > DEEP && operators > LONG_WHEN_DEEP)
    }

    pub(super) fn binary(
        &mut self,
        first: &ast::Expr,
        rest: &[(ast::BinaryOp, ast::Expr)],
        span: Span,
    ) -> Result<Expr> {
        let first = self.expr(first)?;
        let mut operands = Vec::with_capacity(rest.len());
        // Kinds first, so that an error points at the first operation that cannot work.
        let mut ty = first.ty.clone();
        for (op, right) in rest {
            let right = self.expr(right)?;
            let symbol = op.symbol();
            let op = arithmetic_op(*op);
            let Some(result) = infer::arithmetic(op, &ty, &right.ty) else {
                return Err(Diagnostic::new(
                    Code::InvalidArgumentType,
                    format!("`{symbol}` cannot be used with {ty:#} and {:#}", right.ty),
                )
                .at(first.span.to(right.span)));
            };
            operands.push((op, right, result.clone()));
            ty = result;
        }
        if !self.is_long(rest.len()) {
            return Ok(operands.into_iter().fold(first, |left, (op, right, ty)| {
                operation(op, left, right, ty)
            }));
        }
        let same = operands.windows(2).all(|pair| pair[0].0 == pair[1].0);
        if let (true, Some((op, ..))) = (same, operands.first()) {
            let op = *op;
            let operands = operands
                .into_iter()
                .map(|(_, operand, _)| operand)
                .collect();
            return Ok(self.reduced(first, operands, ty, span, |left, right| {
                operation(op, left, right, Kind::Any)
            }));
        }
        Ok(self.mixed(first, operands, ty, span))
    }

    /// A long chain of different operators: each operand goes with the number of its operator.
    fn mixed(
        &mut self,
        first: Expr,
        operands: Vec<(ArithmeticOp, Expr, Kind)>,
        ty: Kind,
        span: Span,
    ) -> Expr {
        let mut operators: Vec<ArithmeticOp> = Vec::new();
        let mut pairs = Vec::with_capacity(operands.len());
        for (op, operand, _) in operands {
            let number = operators.iter().position(|known| *known == op);
            let number = number.unwrap_or_else(|| {
                operators.push(op);
                operators.len() - 1
            });
            let span = operand.span;
            let pair = vec![Expr::literal(number as i64, span), operand];
            pairs.push(Expr::new(
                ExprKind::List(pair),
                Kind::List(Box::new(Kind::Any)),
                span,
            ));
        }
        self.reduced(first, pairs, ty, span, |left, pair| {
            let part = |index: i64| {
                let kind = ExprKind::Index {
                    subject: Box::new(pair.clone()),
                    index: Box::new(Expr::literal(index, span)),
                };
                Expr::new(kind, Kind::Any, span)
            };
            let branches = operators.iter().enumerate().map(|(number, op)| {
                let result = operation(*op, left.clone(), part(1), Kind::Any);
                (Expr::literal(number as i64, span), result)
            });
            let kind = ExprKind::Case {
                subject: Some(Box::new(part(0))),
                branches: branches.collect(),
                otherwise: None,
            };
            Expr::new(kind, Kind::Any, span)
        })
    }

    /// `reduce(left = first, right IN operands | step(left, right))`.
    fn reduced(
        &mut self,
        first: Expr,
        operands: Vec<Expr>,
        ty: Kind,
        span: Span,
        step: impl FnOnce(Expr, Expr) -> Expr,
    ) -> Expr {
        let accumulator = self.anonymous("left", Kind::Any);
        let variable = self.anonymous("right", Kind::Any);
        let body = step(
            Expr::new(ExprKind::Variable(accumulator), Kind::Any, span),
            Expr::new(ExprKind::Variable(variable), Kind::Any, span),
        );
        let list = Expr::new(
            ExprKind::List(operands),
            Kind::List(Box::new(Kind::Any)),
            span,
        );
        let kind = ExprKind::Reduce {
            accumulator,
            initial: Box::new(first),
            variable,
            list: Box::new(list),
            body: Box::new(body),
        };
        Expr::new(kind, ty, span)
    }

    pub(super) fn xor(&mut self, operands: &[ast::Expr], span: Span) -> Result<Expr> {
        let mut operands = self.truths("XOR", operands)?;
        if operands.is_empty() {
            return Ok(Expr::literal(Value::Null, span));
        }
        let first = operands.remove(0);
        if self.is_long(operands.len()) {
            return Ok(self.reduced(first, operands, Kind::Boolean, span, exclusive));
        }
        Ok(operands.into_iter().fold(first, exclusive))
    }
}

fn exclusive(left: Expr, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    let kind = ExprKind::Xor(Box::new(left), Box::new(right));
    Expr::new(kind, Kind::Boolean, span)
}

fn operation(op: ArithmeticOp, left: Expr, right: Expr, ty: Kind) -> Expr {
    let span = left.span.to(right.span);
    let kind = ExprKind::Arithmetic {
        op,
        left: Box::new(left),
        right: Box::new(right),
    };
    Expr::new(kind, ty, span)
}

fn arithmetic_op(op: ast::BinaryOp) -> ArithmeticOp {
    match op {
        ast::BinaryOp::Add => ArithmeticOp::Add,
        ast::BinaryOp::Subtract => ArithmeticOp::Subtract,
        ast::BinaryOp::Concatenate => ArithmeticOp::Concatenate,
        ast::BinaryOp::Multiply => ArithmeticOp::Multiply,
        ast::BinaryOp::Divide => ArithmeticOp::Divide,
        ast::BinaryOp::Modulo => ArithmeticOp::Modulo,
        ast::BinaryOp::Power => ArithmeticOp::Power,
    }
}
