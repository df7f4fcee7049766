//! `count(x)` of a variable that is never null counts rows: it becomes `count(*)`, which reads nothing.

use crate::optimize::{Context, Rule};
use crate::plan::visit::{for_each_list_mut, op_writes};
use crate::plan::{Op, OpKind, Plan, VarSet};
use crate::semantics::checked::{AggregateCall, Expr, ExprKind};

/// See the head of the file.
pub(in crate::optimize) struct CountRows;

impl Rule for CountRows {
    fn name(&self) -> &'static str {
        "count_rows"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let mut changed = false;
        for_each_list_mut(plan, &mut |ops| changed |= count_rows(ops));
        changed
    }
}

fn count_rows(ops: &mut [Op]) -> bool {
    let mut changed = false;
    // Variables that hold something in every row.
    let mut there = VarSet::new();
    for op in ops {
        match &mut op.kind {
            OpKind::Match(_) | OpKind::Create(_) => there.union_with(&op_writes(&op.kind)),
            OpKind::Project(items) => {
                let also: Vec<_> = items
                    .iter()
                    .filter(|(_, expr)| holds(expr, &there))
                    .map(|(variable, _)| *variable)
                    .collect();
                there.extend(also);
            }
            OpKind::Aggregate { keys, aggregates } => {
                for (call, _) in aggregates.iter_mut() {
                    if is_plain_count(call) && call.args.iter().all(|arg| holds(arg, &there)) {
                        changed |= !call.args.is_empty();
                        call.args.clear();
                    }
                }
                there = keys
                    .iter()
                    .filter(|(expr, _)| holds(expr, &there))
                    .map(|(_, variable)| *variable)
                    .collect();
            }
            _ => {}
        }
    }
    changed
}

fn holds(expr: &Expr, there: &VarSet) -> bool {
    matches!(expr.kind, ExprKind::Variable(variable) if there.contains(variable))
}

/// `count(*)` or `count(x)`.
pub(super) fn is_plain_count(call: &AggregateCall) -> bool {
    call.function.name == "count" && !call.distinct
}
