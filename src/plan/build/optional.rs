//! OPTIONAL MATCH: a nested plan whose missing result is a row of nulls.
//!
//! In: a checked pattern and its WHERE. Out: one operator. Knows nothing of how a missing result is noticed.

use super::matching::matching;
use crate::plan::visit::ops_writes;
use crate::plan::{Op, OpKind};
use crate::semantics::checked::{Expr, Pattern, Subquery};

pub(super) fn optional(pattern: &Pattern, predicate: Option<&Expr>, subs: &[Subquery]) -> Op {
    let ops = vec![matching(pattern, predicate, subs)];
    let introduced = ops_writes(&ops).iter().collect();
    OpKind::Optional { ops, introduced }.into()
}
