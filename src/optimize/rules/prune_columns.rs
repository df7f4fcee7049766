//! Drops columns that nobody reads any more before rows are multiplied or held back, and narrows the ends of scopes.
//!
//! Works on the main plan and the plans of subqueries. Inside optional parts, conditions and merges rows keep all columns,
//! because they are joined to the row they came from.

use crate::optimize::{Context, Rule};
use crate::plan::visit::{for_each_list_mut, op_reads, op_writes, subplan_reads};
use crate::plan::{Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::{ExprKind, VarId};
use crate::value::Value;

/// See the head of the file.
pub(in crate::optimize) struct PruneColumns;

impl Rule for PruneColumns {
    fn name(&self) -> &'static str {
        "prune_columns"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let mut changed = false;
        for_each_list_mut(plan, &mut |ops| {
            let before = ops.len();
            ops.retain(|op| !is_true(&op.kind));
            changed |= ops.len() != before;
        });
        let subplans = plan.subplans.clone();
        let output = plan.outputs();
        changed |= prune(&mut plan.ops, &VarSet::new(), &output, &subplans);
        for subplan in &mut plan.subplans {
            let after = subplan_reads(subplan, subplans.as_slice());
            let given = subplan.imports.iter().copied().collect();
            changed |= prune(&mut subplan.ops, &given, &after, &subplans);
        }
        changed
    }
}

fn prune(ops: &mut Vec<Op>, given: &VarSet, after: &VarSet, subplans: &[Subplan]) -> bool {
    // What is read behind each operator.
    let mut live = after.clone();
    let mut behind = Vec::with_capacity(ops.len());
    for op in ops.iter().rev() {
        behind.push(live.clone());
        live.subtract(&op_writes(&op.kind));
        live.union_with(&op_reads(&op.kind, subplans));
    }
    behind.reverse();
    let mut changed = false;
    let mut there = given.clone();
    let mut pruned = Vec::with_capacity(ops.len());
    for (mut op, behind) in std::mem::take(ops).into_iter().zip(behind) {
        let mut wanted = behind.clone();
        wanted.union_with(&op_reads(&op.kind, subplans));
        if grows_or_holds(&op.kind) && !there.is_subset(&wanted) {
            there = there
                .iter()
                .filter(|variable| wanted.contains(*variable))
                .collect();
            keep(&mut pruned, &there);
            changed = true;
        }
        match &mut op.kind {
            OpKind::Join { ops, on } => {
                let mut wanted = behind.clone();
                wanted.insert(*on);
                changed |= prune(ops, &VarSet::new(), &wanted, subplans);
                there.union_with(&op_writes(&op.kind));
            }
            OpKind::Keep(kept) => {
                let before = kept.len();
                kept.retain(|variable| behind.contains(*variable));
                changed |= kept.len() != before;
                let kept: VarSet = kept.iter().copied().collect();
                if there.is_subset(&kept) {
                    changed = true;
                    continue;
                }
                there = kept;
            }
            OpKind::Aggregate { .. } => there = op_writes(&op.kind),
            kind => there.union_with(&op_writes(kind)),
        }
        pruned.push(op);
    }
    *ops = pruned;
    changed
}

fn keep(ops: &mut Vec<Op>, variables: &VarSet) {
    let kept: Vec<VarId> = variables.iter().collect();
    if let Some(OpKind::Keep(last)) = ops.last_mut().map(|op| &mut op.kind) {
        *last = kept;
    } else {
        ops.push(OpKind::Keep(kept).into());
    }
}

/// Does the operator multiply rows or hold them back?
fn grows_or_holds(op: &OpKind) -> bool {
    matches!(
        op,
        OpKind::AllNodes { .. }
            | OpKind::LabelScan { .. }
            | OpKind::IndexSeek { .. }
            | OpKind::IndexIn { .. }
            | OpKind::IndexPrefix { .. }
            | OpKind::IndexRange { .. }
            | OpKind::Expand(_)
            | OpKind::ExpandMatching { .. }
            | OpKind::Intersect(_)
            | OpKind::VarExpand { .. }
            | OpKind::ShortestPath { .. }
            | OpKind::Unwind { .. }
            | OpKind::Call { .. }
            | OpKind::Optional { .. }
            | OpKind::Join { .. }
            | OpKind::Sort(_)
            | OpKind::TopK { .. }
    )
}

fn is_true(op: &OpKind) -> bool {
    matches!(op, OpKind::Filter(expr)
        if matches!(expr.kind, ExprKind::Literal(Value::Boolean(true))))
}
