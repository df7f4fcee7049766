//! A sort that is cut off keeps only the first rows, and what is not needed to sort is computed after it.

use crate::optimize::{Context, Rule};
use crate::plan::visit::{expr_reads, for_each_list_mut, op_reads};
use crate::plan::{Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::ExprKind;
use crate::value::Kind;

/// See the head of the file.
pub(in crate::optimize) struct TopK;

impl Rule for TopK {
    fn name(&self) -> &'static str {
        "top_k"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let subplans = plan.subplans.clone();
        let mut changed = false;
        for_each_list_mut(plan, &mut |ops| {
            let mut at = 0;
            while at < ops.len() {
                if join(ops, at) {
                    changed = true;
                    compute_later(ops, at, &subplans);
                }
                at += 1;
            }
        });
        changed
    }
}

/// Sort, Skip, Limit at `at` become one.
fn join(ops: &mut Vec<Op>, at: usize) -> bool {
    let kind = |place: usize| ops.get(place).map(|op| &op.kind);
    let (skip, limit, length) = match (kind(at), kind(at + 1), kind(at + 2)) {
        (Some(OpKind::Sort(_)), Some(OpKind::Limit(limit)), _) => (None, limit.clone(), 2),
        (Some(OpKind::Sort(_)), Some(OpKind::Skip(skip)), Some(OpKind::Limit(limit))) => {
            (Some(skip.clone()), limit.clone(), 3)
        }
        _ => return false,
    };
    let OpKind::Sort(order_by) = &mut ops[at].kind else {
        return false;
    };
    let order_by = std::mem::take(order_by);
    ops[at].kind = OpKind::TopK {
        order_by,
        skip,
        limit,
    };
    ops.drain(at + 1..at + length);
    true
}

/// Keys behind the first one are looked at for few rows: where they are properties, they need not be made for all.
fn read_in_place(projection: &OpKind, sort: &mut OpKind) {
    let (OpKind::Project(items), OpKind::TopK { order_by, .. }) = (projection, sort) else {
        return;
    };
    for key in order_by.iter_mut().skip(1) {
        let ExprKind::Variable(variable) = key.expr.kind else {
            continue;
        };
        let item = items.iter().find(|(bound, _)| *bound == variable);
        if let Some((_, expr)) = item
            && let ExprKind::Property { subject, .. } = &expr.kind
            && matches!(subject.kind, ExprKind::Variable(_))
            && matches!(subject.ty, Kind::Node | Kind::Relationship)
        {
            key.expr = expr.clone();
        }
    }
}

/// Moves the items of a projection right before the cut-off sort behind it, when the sort does not read them.
fn compute_later(ops: &mut Vec<Op>, at: usize, subplans: &[Subplan]) {
    let Some(before) = at.checked_sub(1) else {
        return;
    };
    let [.., projection, sort] = &mut ops[..=at] else {
        return;
    };
    read_in_place(&projection.kind, &mut sort.kind);
    let needed = op_reads(&ops[at].kind, subplans);
    let OpKind::Project(items) = &mut ops[before].kind else {
        return;
    };
    // An item under a new name may hide what another item reads only if names were reused, and they never are.
    let bound: VarSet = items.iter().map(|(variable, _)| *variable).collect();
    let (mut now, mut later) = (Vec::new(), Vec::new());
    for (variable, expr) in std::mem::take(items) {
        let mut reads = VarSet::new();
        expr_reads(&expr, subplans, &mut reads);
        let trivial = matches!(expr.kind, ExprKind::Variable(_) | ExprKind::Literal(_));
        if needed.contains(variable) || trivial || reads.intersects(&bound) {
            now.push((variable, expr));
        } else {
            later.push((variable, expr));
        }
    }
    *items = now;
    let empty = items.is_empty();
    if !later.is_empty() {
        ops.insert(at + 1, OpKind::Project(later).into());
    }
    if empty {
        ops.remove(before);
    }
}
