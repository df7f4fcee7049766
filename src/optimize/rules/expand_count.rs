//! Count, don't expand: hops, trails and intersections whose relationships and other end nobody reads but for tests of the
//! end, in front of an aggregation that only counts rows, become a number per row; the counts become sums of these numbers.
//! Those at the end of a COUNT subquery become numbers per row too.

mod optional;

use std::sync::Arc;

use super::count_rows::is_plain_count;
use crate::function::{AggregateFunction, find_aggregate};
use crate::optimize::{Context, Rule};
use crate::plan::visit::{
    expr_reads, for_each_list_mut, has_subquery, is_volatile, is_volatile_op, op_reads, op_writes,
};
use crate::plan::{CountedHop, Hop, Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::{
    AggregateCall, Expr, ExprKind, LabelExpr, SubqueryKind, VarId, Variable,
};
use crate::source::Span;
use crate::value::Kind;
use optional::count_optional;

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
                    count_optional(ops, at, sum, &subplans, &mut variables);
                }
            }
        });
        for subplan in &mut plan.subplans {
            if matches!(subplan.kind, SubqueryKind::Count) {
                subplan.weight = count_all(&mut subplan.ops, &subplans, &mut variables);
            }
        }
        let changed = variables.len() != known;
        if changed {
            plan.variables = variables.into();
        }
        changed
    }
}

/// Is the result of the call the same when equal rows are counted instead of repeated?
pub(super) fn can_weigh(call: &AggregateCall) -> bool {
    is_set_like(call) || (is_plain_count(call) && call.args.is_empty())
}

/// Does the result of the call not depend on how often a value comes?
fn is_set_like(call: &AggregateCall) -> bool {
    let same_for_repeated = call.distinct || matches!(call.function.name, "min" | "max");
    same_for_repeated && matches!(call.function.name, "count" | "min" | "max")
}

/// A hop to be counted: where it stands, and where the one stands that it is counted together with.
struct Step {
    place: usize,
    pair: Option<usize>,
}

/// Turns hops before the aggregation at `at` into counts.
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
    let weighs = aggregates.iter().any(|(call, _)| is_plain_count(call));
    let live = op_reads(&ops[at].kind, subplans);
    let steps = steps(ops, at, live, weighs, subplans);
    if let Some(count) = turn_all(ops, steps, at, variables) {
        sum_instead(&mut ops[at], count, sum);
    }
}

/// Turns hops at the end of a COUNT subquery into counts; says which variable holds the number of rows that a row
/// stands for.
fn count_all(ops: &mut [Op], subplans: &[Subplan], variables: &mut Vec<Variable>) -> Option<VarId> {
    let steps = steps(ops, ops.len(), VarSet::new(), true, subplans);
    turn_all(ops, steps, ops.len(), variables)
}

/// Turns the steps into counts, each times the one before it; gives the last one.
fn turn_all(
    ops: &mut [Op],
    steps: Vec<Step>,
    at: usize,
    variables: &mut Vec<Variable>,
) -> Option<VarId> {
    let mut times = None;
    for step in steps.into_iter().rev() {
        let count = new_count(variables);
        turn(ops, &step, at, count, times);
        times = Some(count);
    }
    times
}

/// The hops to be counted, the last one first. `live` is read at `at`.
fn steps(ops: &[Op], at: usize, mut live: VarSet, weighs: bool, subplans: &[Subplan]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let arrived = arrivals(&ops[..at], subplans);
    // The relationship that the last step must differ from: it is read unless it is counted together with it.
    let mut partner: Option<VarId> = None;
    for place in (0..at).rev() {
        let kind = &ops[place].kind;
        // A row that comes once instead of often would be asked once.
        if is_volatile_op(kind) {
            break;
        }
        let unread = |hop: &Hop| !live.contains(hop.relationship) && !live.contains(hop.to);
        match kind {
            OpKind::Expand(hop) if unread(hop) => match partner {
                Some(wanted) if wanted == hop.relationship => {
                    partner = None;
                    if let Some(step) = steps.last_mut()
                        && let OpKind::Expand(other) = &ops[step.place].kind
                        && other.from == hop.from
                        && hop.distinct_from.is_empty()
                    {
                        step.pair = Some(place);
                        continue;
                    }
                }
                _ => {
                    live.extend(partner.take());
                    live.insert(hop.from);
                    match hop.distinct_from.as_slice() {
                        [one] if !live.contains(*one) => partner = Some(*one),
                        taken => live.extend(taken.iter().copied()),
                    }
                    steps.push(Step { place, pair: None });
                    continue;
                }
            },
            OpKind::VarExpand {
                hop,
                into: false,
                properties,
                distinct_ends: false,
                ..
            } if weighs
                && unread(hop)
                && partner != Some(hop.relationship)
                && properties.is_empty()
                && hop.distinct_from.is_empty() =>
            {
                live.insert(hop.from);
                steps.push(Step { place, pair: None });
                continue;
            }
            OpKind::Intersect(hops)
                if !live.contains(hops[0].to)
                    && hops.iter().all(|hop| {
                        !live.contains(hop.relationship) && partner != Some(hop.relationship)
                    }) =>
            {
                // Where a relationship that must not stand twice could, is known by its ends.
                if let Some(ends) = ends(&ops[..place], hops) {
                    live.extend(partner.take());
                    live.extend(ends.into_iter().flat_map(|(one, other)| [one, other]));
                    live.union_with(&op_reads(kind, subplans));
                    steps.push(Step { place, pair: None });
                    continue;
                }
            }
            // What a row becomes here does not depend on how many like it there are.
            OpKind::AllNodes { .. }
            | OpKind::LabelScan { .. }
            | OpKind::IndexSeek { .. }
            | OpKind::IndexIn { .. }
            | OpKind::IndexPrefix { .. }
            | OpKind::IndexRange { .. }
            | OpKind::Expand(_)
            | OpKind::ExpandMatching { .. }
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
        // The test of an end is counted with it, or stands right behind what binds it.
        let test = tested(kind, subplans);
        if test.is_none() || test != arrived[place] {
            live.union_with(&op_reads(kind, subplans));
        }
        if partner.is_some_and(|partner| op_writes(kind).contains(partner)) {
            partner = None;
        }
    }
    steps
}

/// The ends of the relationships that hops must differ from, but for those of each other; `None` when not all are
/// bound by single hops before.
fn ends(before: &[Op], hops: &[Hop]) -> Option<Vec<(VarId, VarId)>> {
    let own = |taken: &&VarId| hops.iter().any(|hop| hop.relationship == **taken);
    let mut all: Vec<VarId> = Vec::new();
    for taken in hops.iter().flat_map(|hop| &hop.distinct_from) {
        if !own(&taken) && !all.contains(taken) {
            all.push(*taken);
        }
    }
    let ends = all.into_iter().map(|taken| {
        let bound_by = |hop: &&Hop| hop.relationship == taken;
        before.iter().rev().find_map(|op| match &op.kind {
            OpKind::Expand(hop) | OpKind::ExpandInto(hop) => [hop].into_iter().find(bound_by),
            OpKind::Intersect(hops) => hops.iter().find(bound_by),
            _ => None,
        })
    });
    ends.map(|hop| hop.map(|hop| (hop.from, hop.to))).collect()
}

/// The one node that a test reads and that decides it alone.
fn tested(op: &OpKind, subplans: &[Subplan]) -> Option<VarId> {
    match op {
        OpKind::FilterLabels { node, .. } => Some(*node),
        OpKind::Filter(condition) if !has_subquery(condition) && !is_volatile(condition) => {
            let mut reads = VarSet::new();
            expr_reads(condition, subplans, &mut reads);
            let mut reads = reads.iter();
            let one = reads.next()?;
            reads.next().is_none().then_some(one)
        }
        _ => None,
    }
}

/// For every operator, the node that the last hop ahead of it binds, when only tests of that node stand between.
fn arrivals(ops: &[Op], subplans: &[Subplan]) -> Vec<Option<VarId>> {
    let mut arrived = None;
    let ahead = ops.iter().map(|op| {
        let next = match &op.kind {
            OpKind::Expand(hop)
            | OpKind::VarExpand {
                hop, into: false, ..
            } => Some(hop.to),
            OpKind::Intersect(hops) => Some(hops[0].to),
            kind => arrived.filter(|_| tested(kind, subplans) == arrived),
        };
        std::mem::replace(&mut arrived, next)
    });
    ahead.collect()
}

fn new_count(variables: &mut Vec<Variable>) -> VarId {
    let count = VarId(variables.len() as u32);
    variables.push(Variable {
        name: Arc::from(format!("  count{}", count.0)),
        kind: Kind::Integer,
        named: false,
    });
    count
}

fn sum_instead(op: &mut Op, count: VarId, sum: &'static AggregateFunction) {
    if let OpKind::Aggregate { aggregates, .. } = &mut op.kind {
        for (call, _) in aggregates {
            if is_plain_count(call) {
                let variable = ExprKind::Variable(count);
                call.function = sum;
                call.args = vec![Expr::new(variable, Kind::Integer, call.span)];
            }
        }
    }
}

/// Puts the count in the place of the hop and its tests, and lets it pass the scope ends up to the aggregation.
fn turn(ops: &mut [Op], step: &Step, at: usize, count: VarId, times: Option<VarId>) {
    let place = step.place;
    let kind = match &ops[place].kind {
        OpKind::Expand(hop) => {
            let last = hop.clone();
            let mut hops = Vec::new();
            if let Some(pair) = step.pair
                && let OpKind::Expand(first) = &ops[pair].kind
            {
                let first = first.clone();
                hops.push(counted(&mut ops[pair..], first));
                ops[pair].kind = nothing();
            }
            hops.push(counted(&mut ops[place..], last));
            OpKind::ExpandCount {
                hops,
                count,
                times,
                keep_zero: false,
            }
        }
        OpKind::Intersect(hops) => {
            let ends = ends(&ops[..place], hops).unwrap_or_default();
            let hops = hops.clone();
            intersect_count(&mut ops[place..], &hops, ends, count, times, false)
        }
        OpKind::VarExpand { hop, length, .. } => {
            let (hop, length) = (hop.clone(), *length);
            OpKind::TrailCount {
                counted: counted(&mut ops[place..], hop),
                length,
                count,
                times,
            }
        }
        _ => return,
    };
    ops[place].kind = kind;
    for op in &mut ops[place + 1..at] {
        if let OpKind::Keep(kept) = &mut op.kind {
            kept.push(count);
        }
    }
}

/// The count in the place of the intersection at the head of these operators, with the tests of its end.
fn intersect_count(
    ops: &mut [Op],
    hops: &[Hop],
    ends: Vec<(VarId, VarId)>,
    count: VarId,
    times: Option<VarId>,
    keep_zero: bool,
) -> OpKind {
    OpKind::IntersectCount {
        counted: counted(ops, hops[0].clone()),
        others: hops[1..].to_vec(),
        ends,
        count,
        times,
        keep_zero,
    }
}

/// The hop at the head of these operators with the tests of its end, which are taken out.
fn counted(ops: &mut [Op], hop: Hop) -> CountedHop {
    let (mut labels, mut conditions) = (Vec::new(), Vec::new());
    let tests = ops[1..]
        .iter_mut()
        .take_while(|op| tested(&op.kind, &[]) == Some(hop.to));
    for op in tests {
        match std::mem::replace(&mut op.kind, nothing()) {
            OpKind::FilterLabels { labels: more, .. } => labels.push(more),
            OpKind::Filter(condition) => conditions.push(condition),
            _ => {}
        }
    }
    let labels = match labels.len() {
        0 => None,
        1 => labels.pop(),
        _ => Some(LabelExpr::And(labels)),
    };
    let condition = match conditions.len() {
        0 => None,
        1 => conditions.pop(),
        _ => {
            let span = conditions[0].span;
            Some(Expr::new(ExprKind::And(conditions), Kind::Boolean, span))
        }
    };
    CountedHop {
        hop,
        labels,
        condition,
    }
}

/// Holds the place of what is not needed any more; `prune_columns` drops it.
fn nothing() -> OpKind {
    OpKind::Filter(Expr::literal(true, Span::default()))
}
