//! Values known before the run, and what was expected because of them.
//!
//! In: conditions of a property against constants, the values of parameters. Out: the share of nodes or relationships that
//! satisfy one, from how values are spread. A plan chosen with a parameter's value in mind is right for every value but good
//! only for like ones: what was asked is kept with the plan, so that another value is seen to be of another class (as with
//! the bind-sensitive cursors of the field). Knows nothing of plans.

use std::sync::Arc;

use super::statistics::Part;
use super::{Statistics, known::known};
use crate::plan::Indexed;
use crate::semantics::checked::{Expr, ExprKind};
use crate::value::{Map, Value};

/// What of the graph a property is of, with names of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Of {
    /// The nodes with a label; all nodes without one.
    Nodes(Option<Arc<str>>),
    /// The relationships of a type.
    Relationships(Arc<str>),
}

impl From<&Indexed> for Of {
    fn from(indexed: &Indexed) -> Self {
        match indexed {
            Indexed::Label(label) => Self::Nodes(Some(label.clone())),
            Indexed::Type(ty) => Self::Relationships(ty.clone()),
        }
    }
}

impl Of {
    /// The same, borrowed.
    pub(super) fn part(&self) -> Part<'_> {
        match self {
            Self::Nodes(label) => Part::Nodes(label.as_deref()),
            Self::Relationships(ty) => Part::Relationships(ty),
        }
    }
}

/// What is asked of a property.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    /// To equal a value.
    Equal(Expr),
    /// To equal an element of a list.
    In(Expr),
    /// To lie between bounds; with each whether it is included.
    Between(Option<(Expr, bool)>, Option<(Expr, bool)>),
    /// To be a string that starts with a prefix.
    Prefix(Expr),
}

/// A condition that a plan was chosen with, and that depends on a parameter.
#[derive(Debug, Clone)]
pub struct Peek {
    of: Of,
    key: Arc<str>,
    asked: Asked,
}

impl Peek {
    pub(super) fn new(of: Of, key: &Arc<str>, asked: Asked) -> Self {
        let key = Arc::clone(key);
        Self { of, key, asked }
    }

    /// The constants that are compared with.
    fn constants(&self) -> impl Iterator<Item = &Expr> {
        let (one, other) = match &self.asked {
            Asked::Equal(expr) | Asked::In(expr) | Asked::Prefix(expr) => (Some(expr), None),
            Asked::Between(lower, upper) => (expr_of(lower.as_ref()), expr_of(upper.as_ref())),
        };
        one.into_iter().chain(other)
    }

    /// Does it read a parameter?
    pub(super) fn is_open(&self) -> bool {
        self.constants().any(has_parameter)
    }

    /// Is it asked at the same place of the text?
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let spans = self.constants().map(|expr| expr.span);
        let same = spans.eq(other.constants().map(|expr| expr.span));
        same && self.of == other.of && self.key == other.key
    }

    /// Share of those that satisfy it; `None` when not enough is known.
    pub(super) fn share(&self, statistics: &dyn Statistics, parameters: &Map) -> Option<f64> {
        let of = self.of.part();
        match &self.asked {
            Asked::Equal(expr) => {
                let value = known(expr, parameters)?;
                Some(statistics.distribution(of, &self.key)?.equal(&value))
            }
            Asked::In(expr) => {
                let Value::List(items) = known(expr, parameters)? else {
                    return None;
                };
                let spread = statistics.distribution(of, &self.key)?;
                let mut distinct: Vec<&Value> = items.iter().take(1000).collect();
                distinct.sort_by(|a, b| crate::value::order::compare(a, b));
                distinct.dedup_by(|a, b| crate::value::equality::equivalent(a, b));
                let shares = distinct.into_iter().map(|item| spread.equal(item));
                Some(shares.sum::<f64>().min(spread.present()))
            }
            Asked::Between(lower, upper) => {
                let value = |bound: &Option<(Expr, bool)>| match bound {
                    None => Some(None),
                    Some((expr, included)) => Some(Some((known(expr, parameters)?, *included))),
                };
                let (lower, upper) = (value(lower)?, value(upper)?);
                let spread = statistics.distribution(of, &self.key)?;
                Some(spread.between(
                    lower.as_ref().map(|(value, included)| (value, *included)),
                    upper.as_ref().map(|(value, included)| (value, *included)),
                ))
            }
            Asked::Prefix(expr) => {
                let Value::String(prefix) = known(expr, parameters)? else {
                    return None;
                };
                let spread = statistics.distribution(of, &self.key)?;
                Some(spread.starting_with(&prefix))
            }
        }
    }

    /// The class of the share that these values give: shares of one class differ by less than a factor of 4, and one plan
    /// serves all of them.
    pub(crate) fn class(&self, statistics: &dyn Statistics, parameters: &Map) -> i8 {
        match self.share(statistics, parameters) {
            None => i8::MIN,
            Some(share) => (share.max(1e-7).log2() / 2.0).round() as i8,
        }
    }
}

fn expr_of(bound: Option<&(Expr, bool)>) -> Option<&Expr> {
    bound.map(|(expr, _)| expr)
}

fn has_parameter(expr: &Expr) -> bool {
    let mut found = false;
    crate::plan::visit::walk(expr, &mut |part| {
        found |= matches!(part.kind, ExprKind::Parameter(_));
    });
    found
}
