//! A condition that is EXISTS, a pattern, or the negation of one becomes an operator of its own, which works on whole
//! batches.

use crate::optimize::{Context, Rule};
use crate::plan::visit::for_each_list_mut;
use crate::plan::{OpKind, Plan, Subplan};
use crate::semantics::checked::{Expr, ExprKind, SubqueryKind};

/// See the head of the file.
pub(in crate::optimize) struct SemiApply;

impl Rule for SemiApply {
    fn name(&self) -> &'static str {
        "semi_apply"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let mut changed = false;
        // A subquery may stand in another one: each round settles one more level.
        loop {
            let subplans = plan.subplans.clone();
            let mut again = false;
            for_each_list_mut(plan, &mut |ops| {
                for op in ops.iter_mut() {
                    if let OpKind::Filter(condition) = &op.kind
                        && let Some(semi) = semi(condition, &subplans)
                    {
                        op.kind = semi;
                        again = true;
                    }
                }
            });
            changed |= again;
            if !again {
                return changed;
            }
        }
    }
}

fn semi(condition: &Expr, subplans: &[Subplan]) -> Option<OpKind> {
    let (anti, inner) = match &condition.kind {
        ExprKind::Not(inner) => (true, &inner.kind),
        kind => (false, kind),
    };
    let ExprKind::Subquery(id) = inner else {
        return None;
    };
    let subplan = subplans.get(id.0 as usize)?;
    matches!(subplan.kind, SubqueryKind::Exists).then(|| OpKind::Semi {
        ops: subplan.ops.clone(),
        anti,
    })
}
