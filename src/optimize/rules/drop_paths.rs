//! Leaves out paths that nobody reads.

use crate::optimize::{Context, Rule};
use crate::plan::visit::{expr_reads, nested_mut, op_reads};
use crate::plan::{Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::SubqueryKind;

/// See the head of the file.
pub(in crate::optimize) struct DropPaths;

impl Rule for DropPaths {
    fn name(&self) -> &'static str {
        "drop_paths"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let subplans = plan.subplans.clone();
        let output = plan.columns.iter().map(|(_, variable)| *variable).collect();
        let mut changed = drop_unread(&mut plan.ops, &output, &subplans);
        for subplan in &mut plan.subplans {
            let mut after = VarSet::new();
            if let SubqueryKind::Collect(expr) = &subplan.kind {
                expr_reads(expr, subplans.as_slice(), &mut after);
            }
            changed |= drop_unread(&mut subplan.ops, &after, &subplans);
        }
        changed
    }
}

fn drop_unread(ops: &mut Vec<Op>, after: &VarSet, subplans: &[Subplan]) -> bool {
    let mut live = after.clone();
    let mut changed = false;
    for at in (0..ops.len()).rev() {
        let unread =
            matches!(&ops[at].kind, OpKind::BindPath { path, .. } if !live.contains(*path));
        if unread {
            ops.remove(at);
            changed = true;
            continue;
        }
        let wanted = match &ops[at].kind {
            OpKind::Union { .. } => None,
            _ => Some(live.clone()),
        };
        if let Some(wanted) = wanted {
            for inner in nested_mut(&mut ops[at].kind) {
                changed |= drop_unread(inner, &wanted, subplans);
            }
        } else if let OpKind::Union { branches, .. } = &mut ops[at].kind {
            for (inner, outputs) in branches {
                let mut wanted = live.clone();
                wanted.extend(outputs.iter().copied());
                changed |= drop_unread(inner, &wanted, subplans);
            }
        }
        live.union_with(&op_reads(&ops[at].kind, subplans));
    }
    changed
}
