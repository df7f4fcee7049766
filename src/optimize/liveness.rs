//! What is still read behind each operator.
//!
//! In: a plan. Out: its operators from last to first, each with the variables that are read behind it. Knows nothing of
//! what is done with that.

use crate::plan::visit::{op_reads, subplan_reads};
use crate::plan::{Op, OpKind, Plan, Subplan, VarSet};

/// Hands over every operator, last first, those nested in it before it, with what is read behind it. Those for which
/// `visit` says `false` are taken out.
pub(super) fn backwards(plan: &mut Plan, visit: &mut dyn FnMut(&mut Op, &VarSet) -> bool) {
    let subplans = plan.subplans.clone();
    let output = plan.outputs();
    walk(&mut plan.ops, &output, &subplans, visit);
    for subplan in &mut plan.subplans {
        let after = subplan_reads(subplan, subplans.as_slice());
        walk(&mut subplan.ops, &after, &subplans, visit);
    }
}

fn walk(
    ops: &mut Vec<Op>,
    after: &VarSet,
    subplans: &[Subplan],
    visit: &mut dyn FnMut(&mut Op, &VarSet) -> bool,
) {
    let mut live = after.clone();
    for at in (0..ops.len()).rev() {
        match &mut ops[at].kind {
            OpKind::Optional { ops, .. } => walk(ops, &live, subplans, visit),
            OpKind::Join { ops, on } => {
                let mut wanted = live.clone();
                wanted.insert(*on);
                walk(ops, &wanted, subplans, visit);
            }
            OpKind::Semi { ops, .. } => walk(ops, &VarSet::new(), subplans, visit),
            OpKind::Merge {
                ops, introduced, ..
            } => {
                // What is set afterwards may be any of what was found.
                let mut wanted = live.clone();
                wanted.extend(introduced.iter().copied());
                walk(ops, &wanted, subplans, visit);
            }
            OpKind::Union { branches, .. } => {
                for (ops, outputs) in branches {
                    let wanted = outputs.iter().copied().collect();
                    walk(ops, &wanted, subplans, visit);
                }
            }
            _ => {}
        }
        if visit(&mut ops[at], &live) {
            live.union_with(&op_reads(&ops[at].kind, subplans));
        } else {
            ops.remove(at);
        }
    }
}
