//! Computes what is known before the run: arithmetic and logic on literals, lists of literals.
//!
//! What would be an error is left as it is, so that it is one only when a row gets there.

use crate::optimize::{Context, Rule};
use crate::plan::visit::{for_each_expr_mut, for_each_list_mut};
use crate::plan::{OpKind, Plan};
use crate::semantics::checked::{ArithmeticOp, CompareOp, Expr, ExprKind, SubqueryKind};
use crate::value::{Value, equality, number, order, truth};

/// See the head of the file.
pub(in crate::optimize) struct FoldConstants;

impl Rule for FoldConstants {
    fn name(&self) -> &'static str {
        "fold_constants"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let mut changed = false;
        for_each_list_mut(plan, &mut |ops| {
            for op in ops.iter_mut() {
                for_each_expr_mut(&mut op.kind, &mut |expr| changed |= fold(expr));
            }
            let before = ops.len();
            ops.retain(|op| !matches!(&op.kind, OpKind::Filter(expr) if is(expr, true)));
            changed |= ops.len() != before;
        });
        for subplan in &mut plan.subplans {
            if let SubqueryKind::Collect(expr) = &mut subplan.kind {
                changed |= fold(expr);
            }
        }
        changed
    }
}

/// Folds an expression from the inside out.
fn fold(expr: &mut Expr) -> bool {
    let mut changed = false;
    expr.for_each_operand_mut(|part| changed |= fold(part));
    if let Some(value) = value_of(expr) {
        *expr = Expr::literal(value, expr.span);
        return true;
    }
    match &mut expr.kind {
        // `true AND x` is not `x` when x is no Boolean, so one operand at least must be left to look at it.
        ExprKind::And(parts) | ExprKind::Or(parts) if parts.len() > 2 => {
            let before = parts.len();
            let first = parts[0].clone();
            let neutral = matches!(expr.kind, ExprKind::And(_));
            let (ExprKind::And(parts) | ExprKind::Or(parts)) = &mut expr.kind else {
                return changed;
            };
            parts.retain(|part| !is(part, neutral));
            if parts.len() < 2 {
                parts.insert(0, first);
            }
            changed | (parts.len() != before)
        }
        _ => changed,
    }
}

fn is(expr: &Expr, truth: bool) -> bool {
    matches!(expr.kind, ExprKind::Literal(Value::Boolean(value)) if value == truth)
}

fn literal(expr: &Expr) -> Option<&Value> {
    match &expr.kind {
        ExprKind::Literal(value) => Some(value),
        _ => None,
    }
}

/// The value of an operation on literals, when it is no error.
fn value_of(expr: &Expr) -> Option<Value> {
    match &expr.kind {
        ExprKind::Negate(operand) => number::negate(literal(operand)?).ok(),
        ExprKind::Arithmetic { op, left, right } => {
            let (left, right) = (literal(left)?, literal(right)?);
            let numeric = |value: &Value| matches!(value, Value::Integer(_) | Value::Float(_));
            if !numeric(left) || !numeric(right) {
                return None;
            }
            match op {
                ArithmeticOp::Add => number::add(left, right),
                ArithmeticOp::Subtract => number::subtract(left, right),
                ArithmeticOp::Multiply => number::multiply(left, right),
                ArithmeticOp::Divide => number::divide(left, right),
                ArithmeticOp::Modulo => number::modulo(left, right),
                ArithmeticOp::Power => number::power(left, right),
                ArithmeticOp::Concatenate => return None,
            }
            .ok()
        }
        ExprKind::Compare { op, left, right } => {
            let (left, right) = (literal(left)?, literal(right)?);
            Some(Value::from(match op {
                CompareOp::Equal => equality::equals(left, right),
                CompareOp::NotEqual => truth::not(equality::equals(left, right)),
                CompareOp::Less => order::less_than(left, right),
                CompareOp::LessOrEqual => order::less_or_equal(left, right),
                CompareOp::Greater => order::less_than(right, left),
                CompareOp::GreaterOrEqual => order::less_or_equal(right, left),
            }))
        }
        ExprKind::Not(operand) => {
            let truth = truth::truth(literal(operand)?).ok()?;
            Some(Value::from(truth::not(truth)))
        }
        ExprKind::And(parts) => all(parts, truth::and, true),
        ExprKind::Or(parts) => all(parts, truth::or, false),
        ExprKind::IsNull { operand, negated } => {
            Some(Value::Boolean(literal(operand)?.is_null() != *negated))
        }
        ExprKind::List(items) => {
            let values: Option<Vec<Value>> =
                items.iter().map(|item| literal(item).cloned()).collect();
            Some(Value::list(values?))
        }
        _ => None,
    }
}

fn all(
    parts: &[Expr],
    join: fn(truth::Truth, truth::Truth) -> truth::Truth,
    neutral: bool,
) -> Option<Value> {
    let mut result = Some(neutral);
    for part in parts {
        result = join(result, truth::truth(literal(part)?).ok()?);
    }
    Some(Value::from(result))
}
