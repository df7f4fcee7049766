//! How many rows an operator gives.
//!
//! In: statistics, the labels known of variables, the values of parameters. Out: expected numbers, from how values are
//! spread, from averages where that is not known, and the assumption that conditions are independent but for two bounds of
//! one property. Knows nothing of operators' costs.

mod indexed;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::Statistics;
use super::peek::{Asked, Of, Peek};
use crate::semantics::checked::{
    CompareOp, Direction, Expr, ExprKind, LabelExpr, Length, StringOp, VarId, Variable,
};
use crate::value::{Kind, Map, Value};

/// Share of rows that satisfy `=` on something nothing is known of.
const EQUAL: f64 = 0.1;
/// Share of rows that satisfy one comparison.
const RANGE: f64 = 0.3;
/// Share of rows that satisfy a test on text.
const TEXT: f64 = 0.1;
/// Share of strings that start with a prefix nothing is known of: fewer than that hold a part.
const PREFIX: f64 = 0.05;
/// Share of rows that satisfy any other condition.
const OTHER: f64 = 0.5;
/// Length of a list nothing is known of.
pub(super) const LIST: f64 = 10.0;
/// Hops after which a variable length without bound is expected to have died out.
const HOPS: u32 = 12;

/// A label of each node variable of which one is known, the rarest; the type of each relationship variable.
pub(super) type Labels = HashMap<VarId, Arc<str>>;

/// Estimates over a statement.
pub(super) struct Estimator<'a> {
    pub(super) statistics: &'a dyn Statistics,
    pub(super) variables: &'a [Variable],
    /// Does the graph grow while the plan runs, so that what is small now says little?
    pub(super) growing: bool,
    pub(super) parameters: &'a Map,
    /// Where parameters were looked at.
    pub(super) peeks: &'a RefCell<Vec<Peek>>,
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
                | CompareOp::GreaterOrEqual => self
                    .range(condition, labels)
                    .and_then(|range| self.between(&range.of, &range.key, range.bound()))
                    .unwrap_or(RANGE),
            },
            ExprKind::In { element, list } => {
                let spread = self
                    .property(element, labels)
                    .filter(|(of, key)| self.is_repeated(of, key))
                    .and_then(|(of, key)| self.asked(of, key, Asked::In((**list).clone())));
                spread.unwrap_or_else(|| {
                    let one = self
                        .distinct(element, labels)
                        .map_or(EQUAL, |values| 1.0 / values);
                    (one * length(list)).min(1.0)
                })
            }
            ExprKind::StringMatch {
                op: StringOp::StartsWith,
                left,
                right,
            } => self
                .property(left, labels)
                .and_then(|(of, key)| self.asked(of, key, Asked::Prefix((**right).clone())))
                .unwrap_or(TEXT),
            ExprKind::StringMatch { .. } => TEXT,
            ExprKind::IsNull { operand, negated } => {
                let present = match self.property(operand, labels) {
                    Some((of, key)) => self
                        .statistics
                        .distribution(of.part(), key)
                        .map_or(0.9, |spread| spread.present().clamp(0.001, 0.999)),
                    None => 0.9,
                };
                if *negated { present } else { 1.0 - present }
            }
            ExprKind::HasLabels { labels, .. } => self.label_share(labels),
            _ => OTHER,
        }
    }

    /// The share that satisfies a condition on a property; where that depends on a parameter, it is noted.
    fn asked(&self, of: Of, key: &Arc<str>, asked: Asked) -> Option<f64> {
        let peek = Peek::new(of, key, asked);
        let share = peek.share(self.statistics, self.parameters);
        let mut peeks = self.peeks.borrow_mut();
        if peek.is_open() && !peeks.iter().any(|other| other.is_same(&peek)) {
            peeks.push(peek);
        }
        share
    }

    fn between(&self, of: &Of, key: &Arc<str>, (lower, upper): Bounds) -> Option<f64> {
        self.asked(of.clone(), key, Asked::Between(lower, upper))
    }

    /// Do values of the property come often enough for it to matter which one is asked for?
    fn is_repeated(&self, of: &Of, key: &str) -> bool {
        match of {
            Of::Nodes(label) => {
                let label = label.as_deref();
                let with = self.statistics.count_with_property(label, key);
                2.0 * self.statistics.distinct_values(label, key) < with
            }
            Of::Relationships(ty) => match self.statistics.type_index(ty, key) {
                Some((with, values)) => 2.0 * values < with,
                None => true,
            },
        }
    }

    /// The property of a variable, and what has it.
    fn property<'e>(&self, expr: &'e Expr, labels: &Labels) -> Option<(Of, &'e Arc<str>)> {
        let ExprKind::Property { subject, key } = &expr.kind else {
            return None;
        };
        let ExprKind::Variable(variable) = subject.kind else {
            return None;
        };
        let known = labels.get(&variable).cloned();
        match self.variables.get(variable.index())?.kind {
            Kind::Node => Some((Of::Nodes(known), key)),
            Kind::Relationship => Some((Of::Relationships(known?), key)),
            _ => None,
        }
    }

    /// A comparison of a property with something else.
    fn range(&self, condition: &Expr, labels: &Labels) -> Option<Range> {
        let ExprKind::Compare { op, left, right } = &condition.kind else {
            return None;
        };
        let (property, value, turned) = match self.property(left, labels) {
            Some(property) => (property, right, false),
            None => (self.property(right, labels)?, left, true),
        };
        let (is_lower, included) = match op {
            CompareOp::Greater => (true, false),
            CompareOp::GreaterOrEqual => (true, true),
            CompareOp::Less => (false, false),
            CompareOp::LessOrEqual => (false, true),
            CompareOp::Equal | CompareOp::NotEqual => return None,
        };
        let (of, key) = property;
        Some(Range {
            of,
            key: key.clone(),
            value: (**value).clone(),
            is_lower: is_lower != turned,
            included,
        })
    }

    /// How many distinct values an expression has, when it is a property of a node, or one of a relationship
    /// that has an index, or a function of one.
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
        let known = labels.get(&variable).map(AsRef::as_ref);
        let values = match self.variables.get(variable.index())?.kind {
            Kind::Node => self.statistics.distinct_values(known, key),
            Kind::Relationship => self.statistics.type_index(known?, key)?.1,
            _ => return None,
        };
        Some(values.max(1.0))
    }

    /// Share of rows for which two expressions are equal.
    pub(super) fn equal_share(&self, left: &Expr, right: &Expr, labels: &Labels) -> f64 {
        for (side, value) in [(left, right), (right, left)] {
            if let Some((of, key)) = self.property(side, labels)
                && self.is_repeated(&of, key)
                && let Some(share) = self.asked(of, key, Asked::Equal(value.clone()))
            {
                return share;
            }
        }
        let sides = (self.distinct(left, labels), self.distinct(right, labels));
        match sides {
            (Some(a), Some(b)) => 1.0 / a.max(b),
            (Some(values), None) | (None, Some(values)) => 1.0 / values,
            (None, None) => EQUAL,
        }
    }
}

/// Lower and upper bound, and whether each is included.
type Bounds = (Option<(Expr, bool)>, Option<(Expr, bool)>);

/// A bound of a property.
struct Range {
    of: Of,
    key: Arc<str>,
    value: Expr,
    is_lower: bool,
    included: bool,
}

impl Range {
    /// As lower and upper bound, of which there is one.
    fn bound(&self) -> Bounds {
        let bound = Some((self.value.clone(), self.included));
        if self.is_lower {
            (bound, None)
        } else {
            (None, bound)
        }
    }
}

/// Conditions of a list, one after the other: a second bound of a property leaves of the first one's rows those between
/// both, which are not at all independent.
#[derive(Default)]
pub(super) struct Conditions(Vec<(VarId, Range, f64)>);

impl Conditions {
    /// Share of the rows left so far for which the next condition is true, too.
    pub(super) fn next(
        &mut self,
        condition: &Expr,
        estimator: &Estimator<'_>,
        labels: &Labels,
    ) -> f64 {
        let share = estimator.share(condition, labels);
        let Some(range) = estimator.range(condition, labels) else {
            return share;
        };
        let mut of = None;
        crate::plan::visit::walk(condition, &mut |part| {
            if let ExprKind::Property { subject, key } = &part.kind
                && *key == range.key
                && let ExprKind::Variable(variable) = subject.kind
            {
                of = of.or(Some(variable));
            }
        });
        let Some(of) = of else {
            return share;
        };
        let other = self.0.iter().position(|(other, earlier, _)| {
            *other == of && earlier.key == range.key && earlier.is_lower != range.is_lower
        });
        let Some(other) = other else {
            self.0.push((of, range, share));
            return share;
        };
        let (_, earlier, first) = self.0.remove(other);
        let (one, two) = (earlier.bound(), range.bound());
        let bounds = (one.0.or(two.0), one.1.or(two.1));
        match estimator.between(&range.of, &range.key, bounds) {
            Some(both) => (both / first.max(1e-9)).min(1.0),
            None => share,
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
