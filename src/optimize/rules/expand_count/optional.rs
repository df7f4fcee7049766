//! OPTIONAL parts of one hop or intersection that are only counted.

use super::{counted, ends, intersect_count, is_set_like, new_count, sum_instead, tested};
use crate::function::AggregateFunction;
use crate::optimize::rules::count_rows::is_plain_count;
use crate::plan::visit::{expr_reads, is_volatile_op, op_reads};
use crate::plan::{Op, OpKind, Subplan, VarSet};
use crate::semantics::checked::{ExprKind, VarId, Variable};

/// Turns an optional hop into a count when the aggregation at `at` counts what it finds and nothing else that it could
/// repeat.
pub(super) fn count_optional(
    ops: &mut [Op],
    at: usize,
    sum: &'static AggregateFunction,
    subplans: &[Subplan],
    variables: &mut Vec<Variable>,
) {
    let OpKind::Aggregate { aggregates, .. } = &ops[at].kind else {
        return;
    };
    let mut read = op_reads(&ops[at].kind, subplans);
    let mut found = VarSet::new();
    for (call, _) in aggregates {
        match call.args.as_slice() {
            [argument] if is_plain_count(call) => match argument.kind {
                ExprKind::Variable(variable) => found.extend([variable]),
                _ => return,
            },
            _ if is_set_like(call) => {}
            _ => return,
        }
    }
    if found.is_empty() {
        return;
    }
    read.subtract(&found);
    // Grouping by what is counted, or another aggregate of it, still reads it.
    if let OpKind::Aggregate { keys, aggregates } = &ops[at].kind {
        let others = aggregates.iter().filter(|(call, _)| !is_plain_count(call));
        let exprs = others.flat_map(|(call, _)| &call.args);
        for expr in keys.iter().map(|(expr, _)| expr).chain(exprs) {
            expr_reads(expr, subplans, &mut read);
        }
    }
    let mut place = at;
    let (hops, mut inner) = loop {
        let Some(before) = place.checked_sub(1) else {
            return;
        };
        place = before;
        match &ops[place].kind {
            OpKind::Optional { ops: inner, .. } => {
                let [first, tests @ ..] = inner.as_slice() else {
                    return;
                };
                let hops = match &first.kind {
                    OpKind::Expand(hop) => std::slice::from_ref(hop),
                    OpKind::Intersect(hops) if ends(&[], hops).is_some() => hops.as_slice(),
                    _ => return,
                };
                let end = hops[0].to;
                let bound = |variable: VarId| {
                    variable == end || hops.iter().any(|hop| hop.relationship == variable)
                };
                let only_tests = tests.iter().all(|op| tested(&op.kind, &[]) == Some(end));
                if !only_tests || !found.iter().all(bound) || read.iter().any(bound) {
                    return;
                }
                break (hops.to_vec(), inner.clone());
            }
            OpKind::Keep(_) => {}
            kind @ (OpKind::Filter(_) | OpKind::FilterLabels { .. } | OpKind::Project(_))
                if !is_volatile_op(kind) && !op_reads(kind, subplans).intersects(&found) =>
            {
                read.union_with(&op_reads(kind, subplans));
            }
            _ => return,
        }
    };
    let count = new_count(variables);
    ops[place].kind = match hops.as_slice() {
        [hop] => OpKind::ExpandCount {
            hops: vec![counted(&mut inner, hop.clone())],
            count,
            times: None,
            keep_zero: true,
        },
        hops => intersect_count(&mut inner, hops, Vec::new(), count, None, true),
    };
    for op in &mut ops[place + 1..at] {
        if let OpKind::Keep(kept) = &mut op.kind {
            kept.push(count);
        }
    }
    sum_instead(&mut ops[at], count, sum);
}
