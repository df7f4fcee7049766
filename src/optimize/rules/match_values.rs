//! A hop behind which something read of it must equal something known before it asks for just that: what is reached is
//! not walked through and thrown away.

use crate::optimize::{Context, Rule};
use crate::plan::visit::{expr_reads, for_each_list_mut, has_subquery, is_volatile};
use crate::plan::{Hop, Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::{CompareOp, Expr, ExprKind};

/// See the head of the file.
pub(in crate::optimize) struct MatchValues;

impl Rule for MatchValues {
    fn name(&self) -> &'static str {
        "match_values"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let mut changed = false;
        for_each_list_mut(plan, &mut |ops| {
            for at in 0..ops.len() {
                if let OpKind::Expand(hop) = &ops[at].kind
                    && let Some((key, value)) = equality(hop, &ops[at + 1..])
                {
                    ops[at].kind = OpKind::ExpandMatching {
                        hop: hop.clone(),
                        key,
                        value,
                    };
                    changed = true;
                }
            }
        });
        changed
    }
}

/// The first equality, of all that is tested right behind the hop, between what it leads to and what was there before.
fn equality(hop: &Hop, behind: &[Op]) -> Option<(Expr, Expr)> {
    let tests = behind.iter().take_while(|op| {
        matches!(
            op.kind,
            OpKind::Filter(_) | OpKind::FilterLabels { .. } | OpKind::Semi { .. }
        )
    });
    tests
        .filter_map(|op| match &op.kind {
            OpKind::Filter(condition) => Some(condition),
            _ => None,
        })
        .find_map(|condition| {
            let (left, right) = sides(condition)?;
            let (of_left, of_right) = (reads(left), reads(right));
            let there = |reads: &VarSet| {
                !reads.is_empty() && !reads.contains(hop.to) && !reads.contains(hop.relationship)
            };
            let reached = |reads: &VarSet| {
                let mut own = reads.iter();
                !reads.is_empty() && own.all(|own| own == hop.to || own == hop.relationship)
            };
            if reached(&of_left) && there(&of_right) {
                Some((left.clone(), right.clone()))
            } else if reached(&of_right) && there(&of_left) {
                Some((right.clone(), left.clone()))
            } else {
                None
            }
        })
}

/// The sides of an equality that may be found out for rows that other conditions keep from it.
pub(super) fn sides(condition: &Expr) -> Option<(&Expr, &Expr)> {
    match &condition.kind {
        ExprKind::Compare {
            op: CompareOp::Equal,
            left,
            right,
        } if !has_subquery(condition) && !is_volatile(condition) => Some((left, right)),
        _ => None,
    }
}

fn reads(expr: &Expr) -> VarSet {
    let mut reads = VarSet::new();
    expr_reads::<[Subplan]>(expr, &[], &mut reads);
    reads
}
