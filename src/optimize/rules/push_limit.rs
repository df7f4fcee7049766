//! Cuts rows off before they are computed: SKIP and LIMIT go over projections, LIMIT also into the branches of a union.

use crate::optimize::{Context, Rule};
use crate::plan::visit::for_each_list_mut;
use crate::plan::{Op, OpKind, Plan};

/// See the head of the file.
pub(in crate::optimize) struct PushLimit;

impl Rule for PushLimit {
    fn name(&self) -> &'static str {
        "push_limit"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let mut changed = false;
        for_each_list_mut(plan, &mut |ops| {
            for at in 1..ops.len() {
                changed |= over_projection(ops, at) || into_union(ops, at);
            }
        });
        changed
    }
}

fn over_projection(ops: &mut [Op], at: usize) -> bool {
    let mut place = at;
    if !matches!(ops[at].kind, OpKind::Skip(_) | OpKind::Limit(_)) {
        return false;
    }
    while place > 0 && matches!(ops[place - 1].kind, OpKind::Project(_) | OpKind::Keep(_)) {
        ops.swap(place - 1, place);
        place -= 1;
    }
    place != at
}

fn into_union(ops: &mut [Op], at: usize) -> bool {
    let OpKind::Limit(limit) = &ops[at].kind else {
        return false;
    };
    let limit = limit.clone();
    let OpKind::Union { branches, .. } = &mut ops[at - 1].kind else {
        return false;
    };
    for (branch, _) in branches {
        branch.push(OpKind::Limit(limit.clone()).into());
    }
    true
}
