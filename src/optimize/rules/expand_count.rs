//! Count, don't expand: a hop whose relationship and other end nobody reads, in front of an aggregation that only counts
//! rows, becomes a number per row; the counts become sums of these numbers.

use std::sync::Arc;

use super::count_rows::is_plain_count;
use crate::function::{AggregateFunction, find_aggregate};
use crate::optimize::{Context, Rule};
use crate::plan::visit::{for_each_list_mut, is_volatile_op, op_reads};
use crate::plan::{Hop, Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::{AggregateCall, Expr, ExprKind, LabelExpr, VarId, Variable};
use crate::value::Kind;

/// See the head of the file.
pub(in crate::optimize) struct ExpandCount;

impl Rule for ExpandCount {
    fn name(&self) -> &'static str {
        "expand_count"
    }

    fn apply(&self, plan: &mut Plan, context: &Context<'_>) -> bool {
        let Some(sum) = find_aggregate("sum").filter(|_| context.options.count_without_expanding)
        else {
            return false;
        };
        let subplans = plan.subplans.clone();
        let mut variables: Vec<Variable> = plan.variables.to_vec();
        let known = variables.len();
        for_each_list_mut(plan, &mut |ops| {
            for at in 0..ops.len() {
                if matches!(ops[at].kind, OpKind::Aggregate { .. }) {
                    count_before(ops, at, sum, &subplans, &mut variables);
                }
            }
        });
        let changed = variables.len() != known;
        if changed {
            plan.variables = variables.into();
        }
        changed
    }
}

/// Is the result of the call the same when equal rows are counted instead of repeated?
pub(super) fn can_weigh(call: &AggregateCall) -> bool {
    let same_for_repeated = call.distinct || matches!(call.function.name, "min" | "max");
    let by_set = matches!(call.function.name, "count" | "min" | "max");
    (same_for_repeated && by_set) || (is_plain_count(call) && call.args.is_empty())
}

/// Turns hops before the aggregation at `at` into counts, the last one first.
fn count_before(
    ops: &mut [Op],
    at: usize,
    sum: &'static AggregateFunction,
    subplans: &[Subplan],
    variables: &mut Vec<Variable>,
) {
    let OpKind::Aggregate { aggregates, .. } = &ops[at].kind else {
        return;
    };
    if !aggregates.iter().all(|(call, _)| can_weigh(call)) {
        return;
    }
    let mut live = op_reads(&ops[at].kind, subplans);
    let mut hops: Vec<usize> = Vec::new();
    for place in (0..at).rev() {
        match &ops[place].kind {
            // A row that comes once instead of often would be asked once.
            kind if is_volatile_op(kind) => break,
            OpKind::Expand(hop) if is_counted(ops, place, at, hop, &live) => hops.push(place),
            // What a row becomes here does not depend on how many like it there are.
            OpKind::AllNodes { .. }
            | OpKind::LabelScan { .. }
            | OpKind::IndexSeek { .. }
            | OpKind::IndexRange { .. }
            | OpKind::Expand(_)
            | OpKind::ExpandInto(_)
            | OpKind::Intersect(_)
            | OpKind::BoundRelationship { .. }
            | OpKind::VarExpand { .. }
            | OpKind::BoundTrail { .. }
            | OpKind::ShortestPath { .. }
            | OpKind::BindPath { .. }
            | OpKind::Unwind { .. }
            | OpKind::Filter(_)
            | OpKind::FilterLabels { .. }
            | OpKind::Project(_)
            | OpKind::Keep(_)
            | OpKind::Sort(_)
            | OpKind::Optional { .. }
            | OpKind::Semi { .. } => {}
            _ => break,
        }
        match &ops[place].kind {
            // The labels of an end that is counted are counted with it.
            OpKind::FilterLabels { .. } | OpKind::Keep(_) => {}
            kind => live.union_with(&op_reads(kind, subplans)),
        }
        if let OpKind::FilterLabels { node, .. } = &ops[place].kind
            && !arrives_before(ops, place, *node)
        {
            live.insert(*node);
        }
    }
    if hops.is_empty() {
        return;
    }
    let mut times = None;
    for place in hops.into_iter().rev() {
        let count = VarId(variables.len() as u32);
        variables.push(Variable {
            name: Arc::from(format!("  count{}", count.0)),
            kind: Kind::Integer,
            named: false,
        });
        turn(ops, place, at, count, times);
        times = Some(count);
    }
    if let (Some(count), OpKind::Aggregate { aggregates, .. }) = (times, &mut ops[at].kind) {
        for (call, _) in aggregates {
            if is_plain_count(call) {
                let variable = ExprKind::Variable(count);
                call.function = sum;
                call.args = vec![Expr::new(variable, Kind::Integer, call.span)];
            }
        }
    }
}

/// Does nobody read what the hop binds? Its labels may be asked for right behind it.
fn is_counted(ops: &[Op], place: usize, at: usize, hop: &Hop, live: &VarSet) -> bool {
    let unread = !live.contains(hop.relationship) && !live.contains(hop.to);
    let labels_later = ops[place + 1..at]
        .iter()
        .skip_while(|op| tests_labels_of(op, hop.to))
        .any(|op| tests_labels_of(op, hop.to));
    unread && !labels_later
}

fn tests_labels_of(op: &Op, variable: VarId) -> bool {
    matches!(&op.kind, OpKind::FilterLabels { node, .. } if *node == variable)
}

/// Is the node bound by the hop that stands right before its label tests?
fn arrives_before(ops: &[Op], place: usize, node: VarId) -> bool {
    ops[..place]
        .iter()
        .rev()
        .find(|op| !tests_labels_of(op, node))
        .is_some_and(|op| matches!(&op.kind, OpKind::Expand(hop) if hop.to == node))
}

/// Puts the count in the place of the hop and its label tests, and lets it pass the scope ends up to the aggregation.
fn turn(ops: &mut [Op], place: usize, at: usize, count: VarId, times: Option<VarId>) {
    let OpKind::Expand(hop) = &ops[place].kind else {
        return;
    };
    let hop = hop.clone();
    let mut labels = Vec::new();
    for op in &mut ops[place + 1..at] {
        match &mut op.kind {
            OpKind::FilterLabels { node, labels: more } if *node == hop.to => {
                labels.push(more.clone());
                // Nothing is left to be tested here; `prune_columns` drops it.
                op.kind = OpKind::Filter(Expr::literal(true, crate::source::Span::default()));
            }
            OpKind::Keep(kept) => kept.push(count),
            _ => {}
        }
    }
    let labels = match labels.len() {
        0 => None,
        1 => labels.pop(),
        _ => Some(LabelExpr::And(labels)),
    };
    ops[place].kind = OpKind::ExpandCount {
        hop,
        labels,
        count,
        times,
    };
}
