//! The value of an expression before the run.
//!
//! In: an expression, the values of parameters. Out: its value when it is made of literals, parameters, lists, arithmetic and
//! functions that depend on nothing else. What would be an error has no value here, and is one only when a row gets there.
//! Knows nothing of rows and of the graph.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::{Host, Volatility};
use crate::semantics::checked::{ArithmeticOp, Expr, ExprKind};
use crate::value::temporal::Clock;
use crate::value::{Map, NodeId, RelId, Value, number};

/// The value of an expression, when it is known before the run.
pub(super) fn known(expr: &Expr, parameters: &Map) -> Option<Value> {
    match &expr.kind {
        ExprKind::Literal(value) => Some(value.clone()),
        ExprKind::Parameter(name) => parameters.get(name).cloned(),
        ExprKind::Negate(operand) => number::negate(&known(operand, parameters)?).ok(),
        ExprKind::Arithmetic { op, left, right } => {
            let (left, right) = (known(left, parameters)?, known(right, parameters)?);
            let numeric = |value: &Value| matches!(value, Value::Integer(_) | Value::Float(_));
            if !numeric(&left) || !numeric(&right) {
                return None;
            }
            match op {
                ArithmeticOp::Add => number::add(&left, &right).ok(),
                ArithmeticOp::Subtract => number::subtract(&left, &right).ok(),
                ArithmeticOp::Multiply => number::multiply(&left, &right).ok(),
                _ => None,
            }
        }
        ExprKind::List(items) => {
            let items = items.iter().map(|item| known(item, parameters));
            Some(Value::list(items.collect::<Option<_>>()?))
        }
        ExprKind::Function { function, args }
            if function.volatility <= Volatility::Statement && !args.is_empty() =>
        {
            let args = args.iter().map(|arg| known(arg, parameters));
            let args: Vec<Value> = args.collect::<Option<_>>()?;
            (function.call)(&args, &Planning(Clock::now())).ok()
        }
        _ => None,
    }
}

/// A world without a graph. Its clock is not that of the statement, which is near enough for an estimate.
struct Planning(Clock);

fn nothing<T>() -> Result<T> {
    let message = "planning knows no elements of the graph";
    Err(Diagnostic::new(Code::Internal, message))
}

impl Host for Planning {
    fn labels_of(&self, _: NodeId) -> Result<Vec<Arc<str>>> {
        nothing()
    }
    fn type_of(&self, _: RelId) -> Result<Arc<str>> {
        nothing()
    }
    fn properties_of_node(&self, _: NodeId) -> Result<Map> {
        nothing()
    }
    fn properties_of_relationship(&self, _: RelId) -> Result<Map> {
        nothing()
    }
    fn endpoints(&self, _: RelId) -> Result<(NodeId, NodeId)> {
        nothing()
    }
    fn room(&self, bytes: usize) -> Result<()> {
        if bytes > 1 << 20 {
            let message = "planning has no use for large values";
            return Err(Diagnostic::new(Code::MemoryLimit, message));
        }
        Ok(())
    }
    fn clock(&self) -> &Clock {
        &self.0
    }
    fn random(&self) -> f64 {
        0.5
    }
}
