//! Leaves out paths that nobody reads, and says of hops whose relationship nobody reads that it need not be bound.

use crate::optimize::{Context, Rule, liveness};
use crate::plan::{Hop, OpKind, Plan, VarSet};

/// See the head of the file.
pub(in crate::optimize) struct DropUnread;

impl Rule for DropUnread {
    fn name(&self) -> &'static str {
        "drop_unread"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let mut changed = false;
        liveness::backwards(plan, &mut |op, live| {
            match &mut op.kind {
                OpKind::BindPath { path, .. } if !live.contains(*path) => {
                    changed = true;
                    return false;
                }
                OpKind::Expand(hop) | OpKind::ExpandInto(hop) | OpKind::VarExpand { hop, .. } => {
                    changed |= note(hop, live);
                }
                OpKind::Optional { introduced, .. } => {
                    let before = introduced.len();
                    introduced.retain(|variable| live.contains(*variable));
                    changed |= introduced.len() != before;
                }
                _ => {}
            }
            true
        });
        changed
    }
}

fn note(hop: &mut Hop, live: &VarSet) -> bool {
    let read = live.contains(hop.relationship);
    let changed = hop.relationship_read != read;
    hop.relationship_read = read;
    changed
}
