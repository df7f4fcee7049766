//! WITH and RETURN: aggregation, items, DISTINCT, ORDER BY, SKIP, LIMIT, WHERE.
//!
//! In: a checked projection. Out: operators in this order, ending with only the items in scope. Knows nothing of what
//! comes before or after.

use crate::plan::visit::conjuncts;
use crate::plan::{Op, OpKind};
use crate::semantics::checked::{ExprKind, Projection, VarId};

pub(super) fn push(projection: &Projection, ops: &mut Vec<Op>) {
    if let Some(aggregation) = &projection.aggregation {
        let keys = aggregation.keys.clone();
        let aggregates = aggregation.aggregates.clone();
        ops.push(OpKind::Aggregate { keys, aggregates }.into());
    }
    let columns: Vec<VarId> = projection.items.iter().map(|item| item.variable).collect();
    let computed: Vec<_> = projection
        .items
        .iter()
        .filter(|item| !matches!(item.expr.kind, ExprKind::Variable(from) if from == item.variable))
        .map(|item| (item.variable, item.expr.clone()))
        .collect();
    if !computed.is_empty() {
        ops.push(OpKind::Project(computed).into());
    }
    if projection.distinct {
        ops.push(OpKind::Keep(columns.clone()).into());
        ops.push(OpKind::Distinct(columns.clone()).into());
    }
    if !projection.order_by.is_empty() {
        ops.push(OpKind::Sort(projection.order_by.clone()).into());
    }
    if let Some(skip) = &projection.skip {
        ops.push(OpKind::Skip(skip.clone()).into());
    }
    if let Some(limit) = &projection.limit {
        ops.push(OpKind::Limit(limit.clone()).into());
    }
    for condition in projection
        .predicate
        .clone()
        .map(conjuncts)
        .unwrap_or_default()
    {
        ops.push(OpKind::Filter(condition).into());
    }
    // ORDER BY and WHERE may read variables from before the projection, so their scope ends only here.
    if !projection.distinct {
        ops.push(OpKind::Keep(columns).into());
    }
}
