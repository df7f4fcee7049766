//! Writes the expected rows on every operator.
//!
//! In: a plan in its final order. Out: the same plan with numbers, for EXPLAIN. Knows nothing of costs.

use std::sync::Arc;

use super::Context;
use super::estimate::{Conditions, Estimator, LIST, Labels};
use crate::plan::{Hop, Indexed, Op, OpKind, Plan};
use crate::semantics::checked::{Direction, Expr, ExprKind, LabelExpr, VarId};
use crate::value::Value;

/// Rows a LIMIT leaves when it is not known before the run.
const UNKNOWN_LIMIT: f64 = 100.0;

pub(super) fn annotate(plan: &mut Plan, context: &Context<'_>) {
    let variables = plan.variables.clone();
    let estimator = context.estimator(&variables);
    let mut annotation = Annotation::new(&estimator);
    annotation.ops(&mut plan.ops, 1.0);
    for subplan in &mut plan.subplans {
        annotation.ops(&mut subplan.ops, 1.0);
    }
}

/// Walks over operators with what is known on the way.
pub(super) struct Annotation<'a> {
    estimator: &'a Estimator<'a>,
    labels: Labels,
    /// The hop by which each node was reached last.
    arrived: Vec<(VarId, Hop)>,
    conditions: Conditions,
    /// Shares of conditions that a hop looked for already.
    matched: Vec<f64>,
}

impl<'a> Annotation<'a> {
    pub(super) fn new(estimator: &'a Estimator<'a>) -> Self {
        Self {
            estimator,
            labels: Labels::new(),
            arrived: Vec::new(),
            conditions: Conditions::default(),
            matched: Vec::new(),
        }
    }

    /// Notes the expected rows on operators that so many rows come to; how many leave the last one?
    pub(super) fn ops(&mut self, ops: &mut [Op], mut rows: f64) -> f64 {
        for op in ops {
            rows = self.after(&mut op.kind, rows);
            op.estimated_rows = Some(rows);
        }
        rows
    }

    fn label(&self, node: VarId) -> Option<&str> {
        self.labels.get(&node).map(AsRef::as_ref)
    }

    fn know(&mut self, node: VarId, label: &Arc<str>) {
        self.labels.insert(node, label.clone());
    }

    fn know_type(&mut self, hop: &Hop) {
        if let [ty] = hop.types.as_slice() {
            self.labels.insert(hop.relationship, ty.clone());
        }
    }

    fn know_indexed(&mut self, found: VarId, indexed: &Indexed) {
        let (Indexed::Label(name) | Indexed::Type(name)) = indexed;
        self.know(found, name);
    }

    fn after(&mut self, op: &mut OpKind, rows: f64) -> f64 {
        let statistics = self.estimator.statistics;
        match op {
            OpKind::Match(_) | OpKind::Project(_) | OpKind::Keep(_) | OpKind::Sort(_) => rows,
            OpKind::AllNodes { .. } => rows * statistics.node_count(),
            OpKind::LabelScan { node, label } => {
                self.know(*node, label);
                rows * statistics.label_count(label)
            }
            OpKind::IndexSeek {
                found,
                indexed,
                values,
                present,
            } => {
                self.know_indexed(*found, indexed);
                let pairs = values.iter().map(|(key, value)| (key, value));
                let equal = self.estimator.equal_to_all(indexed, pairs);
                rows * equal * self.estimator.present_share(indexed, present)
            }
            OpKind::IndexIn {
                found,
                indexed,
                key,
                list,
            } => {
                self.know_indexed(*found, indexed);
                rows * self.estimator.equal_to_any(indexed, key, list)
            }
            OpKind::IndexPrefix {
                found,
                indexed,
                key,
                prefix,
                others,
            } => {
                self.know_indexed(*found, indexed);
                let found = self.estimator.with_prefix(indexed, key, prefix);
                rows * found * self.estimator.others_share(indexed, others)
            }
            OpKind::IndexRange {
                found,
                indexed,
                key,
                lower,
                upper,
                others,
            } => {
                self.know_indexed(*found, indexed);
                let (lower, upper) = (lower.as_ref(), upper.as_ref());
                let found = self.estimator.in_range(indexed, key, lower, upper);
                rows * found * self.estimator.others_share(indexed, others)
            }
            OpKind::Expand(hop) => {
                self.arrived.push((hop.to, hop.clone()));
                self.know_type(hop);
                rows * self.degree(hop)
            }
            OpKind::ExpandMatching { hop, key, value } => {
                self.arrived.push((hop.to, hop.clone()));
                self.know_type(hop);
                let share = self.estimator.equal_share(key, value, &self.labels);
                self.matched.push(share);
                rows * self.degree(hop) * share
            }
            OpKind::ExpandInto(hop) => {
                self.know_type(hop);
                rows * self.connected(hop, self.degree(hop))
            }
            OpKind::Intersect(hops) => {
                let mut found = f64::MAX;
                for (number, hop) in hops.iter().enumerate() {
                    self.know_type(hop);
                    let degree = self.degree(hop);
                    if number == 0 {
                        self.arrived.push((hop.to, hop.clone()));
                        found = degree;
                    } else {
                        found *= self.connected(hop, degree);
                    }
                }
                rows * found
            }
            OpKind::ExpandCount {
                keep_zero: true, ..
            } => rows,
            OpKind::ExpandCount { hops, .. } => hops.iter().fold(rows, |rows, counted| {
                rows * self.degree(&counted.hop).min(1.0)
            }),
            OpKind::IntersectCount {
                keep_zero: true, ..
            } => rows,
            OpKind::IntersectCount {
                counted, others, ..
            } => {
                let found = others.iter().fold(self.degree(&counted.hop), |found, hop| {
                    found * self.connected(hop, self.degree(hop))
                });
                rows * found.min(1.0)
            }
            OpKind::TrailCount { counted, .. } => rows * self.degree(&counted.hop).min(1.0),
            OpKind::VarExpand {
                hop, length, into, ..
            } => {
                let first = self.degree(hop);
                let next = self
                    .estimator
                    .degree(None, &hop.types, hop.direction)
                    .max(first);
                let (ends, _) = Estimator::trails(first, next, *length);
                if *into {
                    return rows * self.connected(hop, ends);
                }
                self.arrived.push((hop.to, hop.clone()));
                rows * ends
            }
            // Either way round.
            OpKind::BoundRelationship {
                hop,
                from_bound: false,
                to_bound: false,
            } if hop.direction == Direction::Both && hop.from != hop.to => rows * 2.0,
            OpKind::BoundRelationship { .. }
            | OpKind::BoundTrail { .. }
            | OpKind::ShortestPath { .. }
            | OpKind::BindPath { .. }
            | OpKind::CountStore { .. }
            | OpKind::Set(_)
            | OpKind::Remove(_)
            | OpKind::Delete { .. }
            | OpKind::Define(_)
            | OpKind::Undefine(_)
            | OpKind::Create(_) => rows,
            OpKind::Call { procedure, .. } if procedure.outputs.is_empty() => rows,
            OpKind::Call { .. } | OpKind::Show { .. } | OpKind::Unwind { .. } => rows * LIST,
            OpKind::Filter(condition) => {
                let Self {
                    estimator,
                    labels,
                    conditions,
                    matched,
                    ..
                } = self;
                let share = conditions.next(condition, estimator, labels);
                if let Some(found) = matched.iter().position(|other| *other == share) {
                    matched.remove(found);
                    return rows;
                }
                rows * share
            }
            OpKind::FilterLabels { node, labels } => {
                let share = self.label_share(*node, labels);
                if let Some(label) = self.estimator.demanded(labels) {
                    let label = label.clone();
                    self.know(*node, &label);
                }
                rows * share
            }
            OpKind::Aggregate { keys, .. } if keys.is_empty() => 1.0,
            OpKind::Aggregate { .. } => rows.min(rows.sqrt().max(rows * 0.1)),
            OpKind::Distinct(_) => rows * 0.5,
            OpKind::TopK { limit, .. } | OpKind::Limit(limit) => rows.min(known(limit)),
            OpKind::Skip(skipped) => match skipped.kind {
                ExprKind::Literal(Value::Integer(skipped)) => (rows - skipped as f64).max(0.0),
                _ => rows,
            },
            OpKind::Optional { ops, .. } => self.ops(ops, rows).max(rows),
            OpKind::Join { ops, on } => {
                let found = self.ops(ops, 1.0);
                rows * found / self.estimator.nodes(self.label(*on)).max(1.0)
            }
            OpKind::Semi { ops, anti } => {
                let found = (self.ops(ops, rows) / rows.max(1e-9)).min(1.0);
                rows * if *anti { 1.0 - found } else { found }.max(0.05)
            }
            OpKind::Merge { ops, .. } => self.ops(ops, rows).max(rows),
            OpKind::Union { branches, .. } => branches
                .iter_mut()
                .map(|(ops, _)| self.ops(ops, rows))
                .sum(),
            OpKind::Finish => 0.0,
        }
    }

    fn degree(&self, hop: &Hop) -> f64 {
        self.estimator
            .degree(self.label(hop.from), &hop.types, hop.direction)
    }

    /// Share of pairs that `walks` per row connect.
    fn connected(&self, hop: &Hop, walks: f64) -> f64 {
        (walks / self.estimator.nodes(self.label(hop.to)).max(1.0)).min(1.0)
    }

    fn label_share(&self, node: VarId, labels: &LabelExpr) -> f64 {
        match self.arrived.iter().rev().find(|(to, _)| *to == node) {
            Some((_, hop)) => {
                self.estimator
                    .end_share(self.label(hop.from), &hop.types, hop.direction, labels)
            }
            None => self.estimator.label_share(labels),
        }
    }
}

fn known(limit: &Expr) -> f64 {
    match limit.kind {
        ExprKind::Literal(Value::Integer(limit)) => limit as f64,
        _ => UNKNOWN_LIMIT,
    }
}
