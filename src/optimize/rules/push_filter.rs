//! Moves conditions towards where their variables come from: over projections, scope ends, sorts and DISTINCT, into the
//! MATCH that binds what they read.
//!
//! A condition never passes a write, a call, SKIP or LIMIT, and stays where it is when each evaluation may differ or
//! when it reads nothing.

use crate::optimize::{Context, Rule};
use crate::plan::query_graph::QueryGraph;
use crate::plan::visit::{
    expr_reads, for_each_list_mut, has_subquery, is_volatile, op_writes, replace,
};
use crate::plan::{Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::{Expr, ExprKind, VarId};

/// See the head of the file.
pub(in crate::optimize) struct PushFilter;

impl Rule for PushFilter {
    fn name(&self) -> &'static str {
        "push_filter"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let subplans = plan.subplans.clone();
        let mut changed = false;
        for_each_list_mut(plan, &mut |ops| {
            for at in 0..ops.len() {
                if let OpKind::Filter(condition) = &ops[at].kind
                    && let Some((place, target)) = destination(ops, at, condition, &subplans)
                {
                    let always = Expr::literal(true, condition.span);
                    match target {
                        Target::Match(condition) => {
                            // What is always true keeps the place, so that no other condition is missed.
                            join(&mut ops[place], condition, &subplans);
                            ops[at].kind = OpKind::Filter(always);
                        }
                        Target::Before(condition) => {
                            ops.remove(at);
                            ops.insert(place, OpKind::Filter(condition).into());
                        }
                    }
                    changed = true;
                }
            }
            ops.retain(|op| !is_true(&op.kind));
        });
        changed
    }
}

fn is_true(op: &OpKind) -> bool {
    matches!(op, OpKind::Filter(expr)
        if matches!(expr.kind, ExprKind::Literal(crate::value::Value::Boolean(true))))
}

enum Target {
    /// It becomes a condition of the MATCH at this place.
    Match(Expr),
    /// It stands before the operator at this place.
    Before(Expr),
}

/// Where the condition at `at` can go, and how it reads there.
fn destination(
    ops: &[Op],
    at: usize,
    condition: &Expr,
    subplans: &[Subplan],
) -> Option<(usize, Target)> {
    if is_volatile(condition) {
        return None;
    }
    let mut condition = condition.clone();
    let mut place = at;
    loop {
        let mut reads = VarSet::new();
        expr_reads(&condition, subplans, &mut reads);
        if reads.is_empty() {
            break;
        }
        let Some(above) = place.checked_sub(1) else {
            break;
        };
        match &ops[above].kind {
            // Within the MATCH it would hold before shortest paths are selected.
            OpKind::Match(graph) if graph.selected().intersects(&reads) => break,
            OpKind::Match(_) => return Some((above, Target::Match(condition))),
            // Among conditions the order written is kept, but one may be passed on the way to a MATCH.
            OpKind::Filter(other) if !is_volatile(other) => place = above,
            OpKind::Keep(_) | OpKind::Sort(_) | OpKind::Distinct(_) => place = above,
            OpKind::Unwind { .. } | OpKind::Optional { .. } | OpKind::Semi { .. }
                if !op_writes(&ops[above].kind).intersects(&reads) =>
            {
                place = above;
            }
            OpKind::Project(items) => {
                let computed: VarSet = items.iter().map(|(variable, _)| *variable).collect();
                if reads.intersects(&computed) {
                    match substituted(&condition, items, &reads) {
                        Some(other) => condition = other,
                        None => break,
                    }
                }
                place = above;
            }
            _ => break,
        }
    }
    // Standing before another condition only is no gain.
    let passed = ops[place..at]
        .iter()
        .any(|op| !matches!(op.kind, OpKind::Filter(_)));
    passed.then_some((place, Target::Before(condition)))
}

/// The condition with projected variables replaced by what they stand for, when that is a variable or one property.
fn substituted(condition: &Expr, items: &[(VarId, Expr)], reads: &VarSet) -> Option<Expr> {
    if has_subquery(condition) {
        return None;
    }
    let simple = |expr: &Expr| match &expr.kind {
        ExprKind::Variable(_) => true,
        ExprKind::Property { subject, .. } => matches!(subject.kind, ExprKind::Variable(_)),
        _ => false,
    };
    let all_simple = items
        .iter()
        .filter(|(variable, _)| reads.contains(*variable))
        .all(|(_, expr)| simple(expr));
    if !all_simple {
        return None;
    }
    let mut condition = condition.clone();
    replace(&mut condition, &|part| match &part.kind {
        ExprKind::Variable(variable) => items
            .iter()
            .find(|(to, _)| to == variable)
            .map(|(_, expr)| expr.clone()),
        _ => None,
    });
    Some(condition)
}

fn join(op: &mut Op, condition: Expr, subplans: &[Subplan]) {
    if let OpKind::Match(graph) = &mut op.kind {
        let mut conditions = std::mem::take(&mut graph.conditions);
        conditions.push(condition);
        let clauses = std::mem::take(&mut graph.clauses);
        *graph = QueryGraph::new(graph.pattern.clone(), conditions, subplans);
        graph.clauses = clauses;
    }
}
