//! A hop to a node and probes that it is also reached from elsewhere become one operator, which looks for the common
//! neighbours and may begin with the shorter list.

use crate::optimize::{Context, Rule};
use crate::plan::visit::for_each_list_mut;
use crate::plan::{Hop, Op, OpKind, Plan};
use crate::semantics::checked::VarId;

/// See the head of the file.
pub(in crate::optimize) struct Intersect;

impl Rule for Intersect {
    fn name(&self) -> &'static str {
        "intersect"
    }

    fn apply(&self, plan: &mut Plan, context: &Context<'_>) -> bool {
        if !context.options.intersect {
            return false;
        }
        let mut changed = false;
        for_each_list_mut(plan, &mut |ops| {
            for at in (0..ops.len()).rev() {
                changed |= join(ops, at);
            }
        });
        changed
    }
}

/// Joins the hop at `at` with the probes behind it. Conditions in between are tested afterwards.
fn join(ops: &mut Vec<Op>, at: usize) -> bool {
    let OpKind::Expand(first) = &ops[at].kind else {
        return false;
    };
    let node = first.to;
    let mut hops = vec![first.clone()];
    let mut taken = Vec::new();
    for (place, op) in ops.iter().enumerate().skip(at + 1) {
        match &op.kind {
            OpKind::Filter(_) | OpKind::FilterLabels { .. } | OpKind::Semi { .. } => {}
            OpKind::ExpandInto(hop) => match towards(node, hop) {
                Some(hop) => {
                    hops.push(hop);
                    taken.push(place);
                }
                None => break,
            },
            _ => break,
        }
    }
    if taken.is_empty() {
        return false;
    }
    for place in taken.into_iter().rev() {
        ops.remove(place);
    }
    ops[at].kind = OpKind::Intersect(hops);
    true
}

/// The hop seen so that it ends in the node; `None` when it does not touch it, or only it.
fn towards(node: VarId, hop: &Hop) -> Option<Hop> {
    if hop.from == hop.to {
        return None;
    }
    if hop.to == node {
        return Some(hop.clone());
    }
    (hop.from == node).then(|| Hop {
        from: hop.to,
        to: hop.from,
        direction: hop.direction.reversed(),
        reversed: !hop.reversed,
        ..hop.clone()
    })
}
