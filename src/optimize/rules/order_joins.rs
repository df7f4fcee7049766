//! Puts each MATCH in the order that is expected to cost least.
//!
//! Every order is a sequence of steps: scan a node (all, label, index), find a relationship by an index, or walk a
//! relationship from an end that is bound. A beam search over sets of steps keeps the cheapest ways to each set; cost is
//! rows handled. Conditions go where their variables are bound, which `plan::lowering` sees to. Two ends that are both bound
//! are closed by a probe. Where many rows come to a MATCH that goes on from one of their nodes, it may be cheaper to match it
//! by itself and join both (`apart`).

mod apart;
mod bits;
mod problem;
mod search;
mod ways;

use crate::optimize::annotate::Annotation;
use crate::optimize::estimate::{Estimator, Labels};
use crate::optimize::{Context, Rule};
use crate::plan::lowering::{Condition, Lowering, When, conditions};
use crate::plan::query_graph::QueryGraph;
use crate::plan::textual::in_text_order;
use crate::plan::visit::{nested_mut, op_reads, subplan_reads};
use crate::plan::{Indexed, Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::{SubqueryKind, Variable};
use problem::Problem;
use search::{Step, order};

/// See the head of the file.
pub(in crate::optimize) struct OrderJoins;

impl Rule for OrderJoins {
    fn name(&self) -> &'static str {
        "order_joins"
    }

    fn apply(&self, plan: &mut Plan, context: &Context<'_>) -> bool {
        let variables = plan.variables.clone();
        let imports = plan.subplans.clone();
        let estimator = context.estimator(&variables);
        let mut ordering = Ordering {
            context,
            variables: &variables,
            subplans: &imports,
            growing: false,
            // What is joined is matched after all rows came, which a statement that writes could notice.
            rows: (!plan.writes).then(|| (Annotation::new(&estimator), 1.0)),
            changed: false,
        };
        ordering.ops(&mut plan.ops, &mut Labels::new(), &VarSet::new(), false);
        ordering.rows = None;
        for subplan in &mut plan.subplans {
            let count = matches!(subplan.kind, SubqueryKind::Count);
            let live = subplan_reads(subplan, imports.as_slice());
            ordering.ops(&mut subplan.ops, &mut Labels::new(), &live, count);
        }
        ordering.changed
    }
}

struct Ordering<'a> {
    context: &'a Context<'a>,
    variables: &'a [Variable],
    subplans: &'a [Subplan],
    /// Does what is matched grow while the statement runs, as under MERGE?
    growing: bool,
    /// How many rows are expected here; only in the main plan, which runs once.
    rows: Option<(Annotation<'a>, f64)>,
    changed: bool,
}

impl Ordering<'_> {
    /// Orders the MATCHes of a list. `labels` is what is known of variables; `after` is read behind the list.
    fn ops(&mut self, ops: &mut Vec<Op>, labels: &mut Labels, after: &VarSet, counted: bool) {
        let plans = std::mem::take(ops);
        let needs = self.needs(&plans, after, counted);
        for (mut op, (live, counted)) in plans.into_iter().zip(needs) {
            let (growing, rows) = (self.growing, self.rows.take());
            self.growing |= matches!(op.kind, OpKind::Merge { .. });
            for inner in nested_mut(&mut op.kind) {
                self.ops(inner, &mut labels.clone(), &live, false);
            }
            (self.growing, self.rows) = (growing, rows);
            let first = ops.len();
            if let OpKind::Match(graph) = op.kind {
                self.changed = true;
                ops.extend(self.ordered(&graph, labels, &live, counted));
            } else {
                if let OpKind::Optional { ops, .. } | OpKind::Merge { ops, .. } = &op.kind {
                    learn(ops, labels);
                }
                learn(std::slice::from_ref(&op), labels);
                ops.push(op);
            }
            if let Some((annotation, rows)) = &mut self.rows {
                *rows = annotation.ops(&mut ops[first..], *rows);
            }
        }
    }

    /// What is read behind each operator, and whether its rows are only counted there.
    fn needs(&self, ops: &[Op], after: &VarSet, counted: bool) -> Vec<(VarSet, bool)> {
        let mut live = after.clone();
        let mut counts = counted;
        let mut needs = Vec::with_capacity(ops.len());
        for op in ops.iter().rev() {
            needs.push((live.clone(), counts));
            match &op.kind {
                OpKind::Aggregate { aggregates, .. } => {
                    live = VarSet::new();
                    counts = aggregates
                        .iter()
                        .all(|(call, _)| super::expand_count::can_weigh(call));
                }
                OpKind::Keep(_) | OpKind::Project(_) | OpKind::Sort(_) => {}
                _ => counts = false,
            }
            if let OpKind::Keep(kept) = &op.kind {
                let kept: VarSet = kept.iter().copied().collect();
                live = live
                    .iter()
                    .filter(|variable| kept.contains(*variable))
                    .collect();
            }
            live.union_with(&op_reads(&op.kind, self.subplans));
        }
        needs.reverse();
        needs
    }

    fn ordered(
        &self,
        graph: &QueryGraph,
        labels: &mut Labels,
        live: &VarSet,
        counted: bool,
    ) -> Vec<Op> {
        let tests = conditions(graph, self.variables, self.subplans);
        let estimator = Estimator {
            growing: self.growing,
            ..self.context.estimator(self.variables)
        };
        let problem = Problem::new(
            graph,
            &tests,
            &estimator,
            labels,
            self.subplans,
            counted.then_some(live),
        );
        labels.extend(problem.labels());
        if !problem.fits {
            return in_text_order(graph, self.variables, self.subplans, When::Bound);
        }
        let order = order(&problem);
        if let Some((_, rows)) = &self.rows
            && order.cost * rows > apart::WORTH
            && let Some(apart) = apart::apart(graph, self.subplans)
        {
            let tests = conditions(&apart.graph, self.variables, self.subplans);
            let alone = Problem::new(
                &apart.graph,
                &tests,
                &estimator,
                labels,
                self.subplans,
                None,
            );
            let other = search::order(&alone);
            if apart::pays(*rows, &order, &other) {
                let ops = lower(&apart.graph, tests, &alone, other.steps);
                return apart.join(ops);
            }
        }
        lower(graph, tests, &problem, order.steps)
    }
}

/// The operators of steps.
fn lower(
    graph: &QueryGraph,
    tests: Vec<Condition>,
    problem: &Problem,
    steps: Vec<Step>,
) -> Vec<Op> {
    let mut lowering = Lowering::new(graph, tests, When::Bound);
    for step in steps {
        match step {
            Step::Scan(node, way) => lowering.scan(node, problem.scan(node, way)),
            Step::Find(relationship, way) => {
                if let Some(scan) = problem.find(relationship, way) {
                    lowering.scan_relationship(relationship, scan);
                }
            }
            Step::Walk(relationship, from_left) => lowering.walk(relationship, from_left),
        }
    }
    lowering.finish()
}

/// Notes the labels that operators make sure of, and passes them on under new names.
fn learn(ops: &[Op], labels: &mut Labels) {
    use crate::semantics::checked::{ExprKind, LabelExpr};
    for op in ops {
        match &op.kind {
            OpKind::Join { ops, .. } => learn(ops, labels),
            OpKind::LabelScan { node, label }
            | OpKind::IndexSeek {
                found: node,
                indexed: Indexed::Label(label),
                ..
            }
            | OpKind::IndexIn {
                found: node,
                indexed: Indexed::Label(label),
                ..
            }
            | OpKind::IndexPrefix {
                found: node,
                indexed: Indexed::Label(label),
                ..
            }
            | OpKind::IndexRange {
                found: node,
                indexed: Indexed::Label(label),
                ..
            }
            | OpKind::FilterLabels {
                node,
                labels: LabelExpr::Label(label),
            } => {
                labels.insert(*node, label.clone());
            }
            OpKind::Project(items) => {
                for (variable, expr) in items {
                    if let ExprKind::Variable(from) = expr.kind
                        && let Some(label) = labels.get(&from).cloned()
                    {
                        labels.insert(*variable, label);
                    }
                }
            }
            _ => {}
        }
    }
}
