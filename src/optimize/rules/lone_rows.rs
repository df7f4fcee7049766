//! Groups that are one row each: where the keys of an aggregation tell all rows apart, counts become projections and nothing
//! is grouped.
//!
//! Works on the main plan, whose scan at the head gives each node once, as far as no row becomes several; and only where what
//! comes behind can be cut for several threads in its place, so that the scan stays shared.

use crate::optimize::{Context, Rule};
use crate::plan::visit::{is_volatile_op, op_writes};
use crate::plan::{Op, OpKind, Plan, VarSet};
use crate::semantics::checked::{AggregateCall, Expr, ExprKind, VarId};
use crate::value::{Kind, Value};

/// See the head of the file.
pub(in crate::optimize) struct LoneRows;

impl Rule for LoneRows {
    fn name(&self) -> &'static str {
        "lone_rows"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let mut changed = false;
        // Each of these differs in every row.
        let mut unique = VarSet::new();
        // Counts that a row holds.
        let mut counts = VarSet::new();
        let mut at = 0;
        while let Some(op) = plan.ops.get(at) {
            match &op.kind {
                OpKind::AllNodes { node } | OpKind::LabelScan { node, .. } if at == 0 => {
                    unique.extend([*node]);
                }
                OpKind::ExpandCount { count, .. }
                | OpKind::IntersectCount { count, .. }
                | OpKind::TrailCount { count, .. } => counts.extend([*count]),
                OpKind::Project(items) => {
                    let named = also(items.iter().map(|(to, expr)| (expr, *to)), &unique);
                    unique.subtract(&op_writes(&op.kind));
                    counts.subtract(&op_writes(&op.kind));
                    unique.extend(named);
                }
                // Rows stay as they are, go, or change places.
                OpKind::Filter(_)
                | OpKind::FilterLabels { .. }
                | OpKind::Semi { .. }
                | OpKind::Distinct(_)
                | OpKind::Keep(_)
                | OpKind::Sort(_)
                | OpKind::TopK { .. }
                | OpKind::Skip(_)
                | OpKind::Limit(_) => {}
                OpKind::Aggregate { keys, aggregates } => {
                    let named = also(keys.iter().map(|(expr, to)| (expr, *to)), &unique);
                    let results = aggregates.iter().map(|(call, _)| of_one(call, &counts));
                    let Some(results) = results.collect::<Option<Vec<Expr>>>() else {
                        break;
                    };
                    if named.is_empty() || !is_shared(&plan.ops[at + 1..]) {
                        break;
                    }
                    let keys = keys.iter().map(|(expr, to)| (*to, expr.clone()));
                    let results = aggregates.iter().map(|(_, to)| *to).zip(results);
                    let items: Vec<(VarId, Expr)> = keys.chain(results).collect();
                    let kept = items.iter().map(|(to, _)| *to).collect();
                    let ops = [OpKind::Project(items), OpKind::Keep(kept)].map(Op::from);
                    plan.ops.splice(at..=at, ops);
                    unique = named.into_iter().collect();
                    counts = VarSet::new();
                    changed = true;
                    at += 1;
                }
                _ => break,
            }
            at += 1;
        }
        changed
    }
}

/// Are these operators cut for several threads where groups are, or the first rows in an order?
fn is_shared(ops: &[Op]) -> bool {
    let row_by_row = |op: &&Op| {
        let kind = matches!(
            op.kind,
            OpKind::Filter(_)
                | OpKind::FilterLabels { .. }
                | OpKind::Project(_)
                | OpKind::Keep(_)
                | OpKind::Expand(_)
                | OpKind::ExpandCount { .. }
        );
        kind && !is_volatile_op(&op.kind)
    };
    let next = ops.iter().find(|op| !row_by_row(op));
    next.is_some_and(|op| match &op.kind {
        OpKind::Aggregate { aggregates, .. } => {
            let mut calls = aggregates.iter().map(|(call, _)| call);
            calls.all(|call| call.function.takes_any_order()) && !is_volatile_op(&op.kind)
        }
        OpKind::TopK { .. } => true,
        _ => false,
    })
}

/// What gets the value of a variable that differs in every row.
fn also<'a>(items: impl Iterator<Item = (&'a Expr, VarId)>, unique: &VarSet) -> Vec<VarId> {
    let same = |expr: &Expr| matches!(expr.kind, ExprKind::Variable(of) if unique.contains(of));
    items
        .filter(|(expr, _)| same(expr))
        .map(|(_, to)| to)
        .collect()
}

/// The result of the call for a group of one row, if it is as easily had.
fn of_one(call: &AggregateCall, counts: &VarSet) -> Option<Expr> {
    match (call.function.name, call.args.as_slice()) {
        ("count", []) => {
            let one = ExprKind::Literal(Value::Integer(1));
            Some(Expr::new(one, Kind::Integer, call.span))
        }
        ("sum", [count]) => match count.kind {
            ExprKind::Variable(variable) if counts.contains(variable) => Some(count.clone()),
            _ => None,
        },
        _ => None,
    }
}
