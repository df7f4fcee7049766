//! MATCH: a query graph, still without an order.
//!
//! In: a checked pattern and its WHERE. Out: one operator. Knows nothing of scans and expands.

use crate::plan::query_graph::QueryGraph;
use crate::plan::visit::conjuncts;
use crate::plan::{Op, OpKind};
use crate::semantics::checked::{Expr, Pattern, Subquery};

pub(super) fn matching(pattern: &Pattern, predicate: Option<&Expr>, subs: &[Subquery]) -> Op {
    let conditions = predicate.cloned().map(conjuncts).unwrap_or_default();
    OpKind::Match(QueryGraph::new(pattern.clone(), conditions, subs)).into()
}
