//! Which functions a plan calls.
//!
//! In: a plan. Out: whether any of its expressions, those of subqueries too, calls a function. Knows nothing of what functions do.

use super::{for_each_expr, walk, walk_ops};
use crate::plan::Plan;
use crate::semantics::checked::{Expr, ExprKind, SubqueryKind};

/// Does an expression anywhere in the plan call the function of this name?
pub fn calls(plan: &Plan, name: &str) -> bool {
    let mut found = false;
    let mut look = |expr: &Expr| {
        walk(expr, &mut |part| {
            found |=
                matches!(&part.kind, ExprKind::Function { function, .. } if function.name == name);
        });
    };
    let subplans = plan.subplans.iter();
    for ops in subplans.clone().map(|sub| &sub.ops).chain([&plan.ops]) {
        walk_ops(ops, 0, &mut |op, _| {
            for_each_expr(&op.kind, &mut look);
        });
    }
    for sub in subplans {
        if let SubqueryKind::Collect(expr) = &sub.kind {
            look(expr);
        }
    }
    found
}
