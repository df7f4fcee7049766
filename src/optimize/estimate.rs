//! How many rows an operator gives.
//!
//! In: statistics, the labels known of variables. Out: expected numbers, from averages and the assumption that conditions
//! are independent. Knows nothing of operators' costs.

use std::collections::HashMap;
use std::sync::Arc;

use super::Statistics;
use crate::semantics::checked::{
    CompareOp, Direction, Expr, ExprKind, LabelExpr, Length, VarId, Variable,
};
use crate::value::{Kind, Value};

/// Share of rows that satisfy `=` on something nothing is known of.
const EQUAL: f64 = 0.1;
/// Share of rows that satisfy one comparison.
const RANGE: f64 = 0.3;
/// Share of rows that satisfy a test on text.
const TEXT: f64 = 0.1;
/// Share of strings that start with a prefix nothing is known of: fewer than that hold a part.
pub(super) const PREFIX: f64 = 0.05;
/// Share of rows that satisfy any other condition.
const OTHER: f64 = 0.5;
/// Length of a list nothing is known of.
pub(super) const LIST: f64 = 10.0;
/// Hops after which a variable length without bound is expected to have died out.
const HOPS: u32 = 12;

/// A label of each variable of which one is known: the rarest.
pub(super) type Labels = HashMap<VarId, Arc<str>>;

/// Estimates over a statement.
pub(super) struct Estimator<'a> {
    pub(super) statistics: &'a dyn Statistics,
    pub(super) variables: &'a [Variable],
    /// Does the graph grow while the plan runs, so that what is small now says little?
    pub(super) growing: bool,
}

impl Estimator<'_> {
    /// Nodes with the label, or all.
    pub(super) fn nodes(&self, label: Option<&str>) -> f64 {
        label.map_or_else(
            || self.statistics.node_count(),
            |label| self.statistics.label_count(label),
        )
    }

    /// The rarest label that a label expression demands.
    pub(super) fn demanded<'l>(&self, labels: &'l LabelExpr) -> Option<&'l Arc<str>> {
        match labels {
            LabelExpr::Label(label) => Some(label),
            LabelExpr::And(parts) => {
                let count = |label: &&Arc<str>| self.statistics.label_count(label);
                parts
                    .iter()
                    .filter_map(|part| self.demanded(part))
                    .min_by(|a, b| count(a).total_cmp(&count(b)))
            }
            LabelExpr::Any | LabelExpr::Not(_) | LabelExpr::Or(_) => None,
        }
    }

    /// Share of all nodes that satisfy a label expression.
    pub(super) fn label_share(&self, labels: &LabelExpr) -> f64 {
        match labels {
            LabelExpr::Label(label) => {
                let all = self.statistics.node_count().max(1.0);
                (self.statistics.label_count(label) / all).min(1.0)
            }
            LabelExpr::Any => 0.9,
            LabelExpr::Not(inner) => 1.0 - self.label_share(inner),
            LabelExpr::And(parts) => parts
                .iter()
                .map(|part| self.label_share(part))
                .fold(1.0, f64::min),
            LabelExpr::Or(parts) => parts
                .iter()
                .map(|part| self.label_share(part))
                .sum::<f64>()
                .min(1.0),
        }
    }

    /// Relationships of these types that a node has in a direction.
    pub(super) fn degree(
        &self,
        label: Option<&str>,
        types: &[Arc<str>],
        direction: Direction,
    ) -> f64 {
        if types.is_empty() {
            return self.statistics.average_degree(label, None, direction);
        }
        types
            .iter()
            .map(|ty| self.statistics.average_degree(label, Some(ty), direction))
            .sum()
    }

    /// Share of relationships of these types, walked in a direction from nodes with a label, whose far end satisfies
    /// the labels. Graphs mostly have a schema: where the far label could take all that starts here, it does.
    pub(super) fn end_share(
        &self,
        from: Option<&str>,
        types: &[Arc<str>],
        direction: Direction,
        labels: &LabelExpr,
    ) -> f64 {
        let Some(label) = self.demanded(labels) else {
            return self.label_share(labels);
        };
        let walked = self.degree(from, types, direction) * self.nodes(from);
        let arriving = self.degree(Some(label), types, direction.reversed())
            * self.statistics.label_count(label);
        (arriving / walked.max(1.0)).clamp(0.0, 1.0)
    }

    /// Trails from one node, `first` hops from it and `next` from each node after that; also all hops on the way there.
    pub(super) fn trails(first: f64, next: f64, length: Length) -> (f64, f64) {
        let most = length.max.unwrap_or(HOPS.max(length.min)).max(length.min);
        let mut layer = 1.0;
        let mut ends = if length.min == 0 { 1.0 } else { 0.0 };
        let mut hops = 0.0;
        for hop in 1..=most.min(64) {
            layer *= if hop == 1 { first } else { next };
            hops += layer;
            if hop >= length.min {
                ends += layer;
            }
            if !(1e-3..=1e12).contains(&layer) {
                break;
            }
        }
        (ends, hops)
    }

    /// Share of rows for which a condition is true.
    pub(super) fn share(&self, condition: &Expr, labels: &Labels) -> f64 {
        match &condition.kind {
            ExprKind::Literal(Value::Boolean(true)) => 1.0,
            ExprKind::Literal(_) => 0.0,
            ExprKind::And(parts) => parts.iter().map(|part| self.share(part, labels)).product(),
            ExprKind::Or(parts) => parts
                .iter()
                .map(|part| self.share(part, labels))
                .sum::<f64>()
                .min(1.0),
            ExprKind::Not(inner) => (1.0 - self.share(inner, labels)).max(0.01),
            ExprKind::Compare { op, left, right } => match op {
                CompareOp::Equal => self.equal_share(left, right, labels),
                CompareOp::NotEqual => 1.0 - self.equal_share(left, right, labels),
                CompareOp::Less
                | CompareOp::LessOrEqual
                | CompareOp::Greater
                | CompareOp::GreaterOrEqual => RANGE,
            },
            ExprKind::In { element, list } => {
                let one = self
                    .distinct(element, labels)
                    .map_or(EQUAL, |values| 1.0 / values);
                (one * length(list)).min(1.0)
            }
            ExprKind::StringMatch { .. } => TEXT,
            ExprKind::IsNull { negated, .. } => {
                if *negated {
                    0.9
                } else {
                    0.1
                }
            }
            ExprKind::HasLabels { labels, .. } => self.label_share(labels),
            _ => OTHER,
        }
    }

    /// Nodes with the label whose properties equal given values.
    pub(super) fn equal_to_all<'k>(&self, label: &str, keys: impl Iterator<Item = &'k str>) -> f64 {
        let (mut with, mut values) = (f64::MAX, 1.0_f64);
        for key in keys {
            with = with.min(self.statistics.count_with_property(Some(label), key));
            values *= self.statistics.distinct_values(Some(label), key).max(1.0);
        }
        with / values.min(with).max(1.0)
    }

    /// Nodes with the label whose property equals an element of the list.
    pub(super) fn equal_to_any(&self, label: &str, key: &str, list: &Expr) -> f64 {
        let with = self.statistics.count_with_property(Some(label), key);
        let values = self.statistics.distinct_values(Some(label), key).max(1.0);
        (with / values * length(list)).min(with)
    }

    /// How many distinct values an expression has, when it is a property of a node or a function of one.
    fn distinct(&self, expr: &Expr, labels: &Labels) -> Option<f64> {
        if let ExprKind::Function { args, .. } = &expr.kind {
            let [argument] = args.as_slice() else {
                return None;
            };
            return self.distinct(argument, labels);
        }
        let ExprKind::Property { subject, key } = &expr.kind else {
            return None;
        };
        let ExprKind::Variable(variable) = subject.kind else {
            return None;
        };
        let known = self.variables.get(variable.index())?;
        if known.kind != Kind::Node {
            return None;
        }
        let label = labels.get(&variable).map(AsRef::as_ref);
        Some(self.statistics.distinct_values(label, key).max(1.0))
    }

    fn equal_share(&self, left: &Expr, right: &Expr, labels: &Labels) -> f64 {
        let sides = (self.distinct(left, labels), self.distinct(right, labels));
        match sides {
            (Some(a), Some(b)) => 1.0 / a.max(b),
            (Some(values), None) | (None, Some(values)) => 1.0 / values,
            (None, None) => EQUAL,
        }
    }
}

/// The length of a list, as far as it is known.
fn length(list: &Expr) -> f64 {
    match &list.kind {
        ExprKind::List(items) => items.len() as f64,
        ExprKind::Literal(Value::List(items)) => items.len() as f64,
        _ => LIST,
    }
}
