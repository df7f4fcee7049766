//! What conditions ask of the properties of one node or relationship.
//!
//! In: the conditions of a MATCH. Out: the equalities, lists, prefixes and bounds an index could answer, and the properties
//! that cannot be null where all conditions hold. Knows neither indexes nor costs.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::bits::{Bits, Mask};
use crate::plan::lowering::{Condition, Test};
use crate::plan::visit::{expr_reads, has_subquery};
use crate::plan::{Subplan, VarSet};
use crate::semantics::checked::{CompareOp, Expr, ExprKind, StringOp, VarId};
use crate::value::{Kind, Value};

/// What is asked of properties.
pub(super) struct Asked<'a> {
    /// What an index could answer, in the order of the conditions.
    pub(super) parts: Vec<Part<'a>>,
    present: Vec<Present<'a>>,
}

/// What one condition asks of a property.
pub(super) struct Part<'a> {
    pub(super) key: &'a Arc<str>,
    pub(super) what: What<'a>,
    /// Of the condition.
    pub(super) number: usize,
    /// What must be bound before.
    pub(super) needs: Mask,
}

/// What a property must be.
pub(super) enum What<'a> {
    Equal(&'a Expr),
    In(Cow<'a, Expr>),
    Prefix(&'a Expr),
    /// Neither `=` nor `<>`.
    Bound(CompareOp, &'a Expr),
}

/// A property that cannot be null.
struct Present<'a> {
    key: &'a Arc<str>,
    /// The condition that says this and no more.
    settles: Option<usize>,
}

impl<'a> Asked<'a> {
    /// What the conditions ask of `found`.
    pub(super) fn of(found: VarId, tests: &'a [Condition], bits: &Bits<'_>) -> Self {
        let mut asked = Self {
            parts: Vec::new(),
            present: Vec::new(),
        };
        for (number, condition) in tests.iter().enumerate() {
            let Test::Expr(expr) = &condition.test else {
                continue;
            };
            if let Some(key) = not_null(found, expr) {
                let settles = Some(number);
                asked.present.push(Present { key, settles });
                continue;
            }
            let part = if let Some((key, prefix)) = prefix_of(found, expr) {
                Some((key, What::Prefix(prefix)))
            } else if let Some((key, list)) = list_of(found, expr) {
                Some((key, What::In(list)))
            } else {
                comparison_of(found, expr).map(|(key, op, value)| match op {
                    CompareOp::Equal => (key, What::Equal(value)),
                    op => (key, What::Bound(op, value)),
                })
            };
            let Some((key, what)) = part else {
                continue;
            };
            // Of null it would not be true.
            asked.present.push(Present { key, settles: None });
            let value = match &what {
                What::Equal(value) | What::Prefix(value) | What::Bound(_, value) => value,
                What::In(list) => &**list,
            };
            let mut reads = VarSet::new();
            expr_reads::<[Subplan]>(value, &[], &mut reads);
            let differs = matches!(what, What::Bound(CompareOp::NotEqual, _));
            // A value that asks the graph again is left to a filter.
            if differs || has_subquery(value) || reads.contains(found) {
                continue;
            }
            let needs = bits.of(&reads);
            asked.parts.push(Part {
                key,
                what,
                number,
                needs,
            });
        }
        asked
    }

    /// What is asked of a property.
    pub(super) fn of_key(&self, key: &str) -> impl Iterator<Item = &Part<'a>> {
        self.parts.iter().filter(move |part| **part.key == *key)
    }

    /// The conditions that say of a property that it is not null, and no more; nothing when it may be null.
    pub(super) fn present(&self, key: &str) -> Option<impl Iterator<Item = usize>> {
        let mut said = self
            .present
            .iter()
            .filter(move |it| **it.key == *key)
            .peekable();
        said.peek()?;
        Some(said.filter_map(|it| it.settles))
    }
}

/// `node.key IS NOT NULL`.
fn not_null(node: VarId, expr: &Expr) -> Option<&Arc<str>> {
    match &expr.kind {
        ExprKind::IsNull {
            operand,
            negated: true,
        } => property_of(node, operand),
        _ => None,
    }
}

/// `node.key`.
fn property_of(node: VarId, expr: &Expr) -> Option<&Arc<str>> {
    match &expr.kind {
        ExprKind::Property { subject, key } if matches!(subject.kind, ExprKind::Variable(of) if of == node) => {
            Some(key)
        }
        _ => None,
    }
}

/// `node.key STARTS WITH prefix`.
fn prefix_of(node: VarId, expr: &Expr) -> Option<(&Arc<str>, &Expr)> {
    let ExprKind::StringMatch {
        op: StringOp::StartsWith,
        left,
        right,
    } = &expr.kind
    else {
        return None;
    };
    Some((property_of(node, left)?, right))
}

/// `node.key IN list`, also written as `node.key = a OR node.key = b`.
fn list_of(node: VarId, expr: &Expr) -> Option<(&Arc<str>, Cow<'_, Expr>)> {
    match &expr.kind {
        ExprKind::In { element, list } => Some((property_of(node, element)?, Cow::Borrowed(list))),
        ExprKind::Or(parts) => {
            let mut found = None;
            let mut items = Vec::new();
            for part in parts {
                let key = if let Some((key, list)) = list_of(node, part) {
                    match &list.kind {
                        ExprKind::List(more) => items.extend(more.iter().cloned()),
                        ExprKind::Literal(Value::List(more)) => {
                            let literal = |item: &Value| Expr::literal(item.clone(), list.span);
                            items.extend(more.iter().map(literal));
                        }
                        _ => return None,
                    }
                    key
                } else {
                    let (key, op, value) = comparison_of(node, part)?;
                    if op != CompareOp::Equal {
                        return None;
                    }
                    items.push(value.clone());
                    key
                };
                if *found.get_or_insert(key) != key {
                    return None;
                }
            }
            let list = Expr::new(
                ExprKind::List(items),
                Kind::List(Box::new(Kind::Any)),
                expr.span,
            );
            Some((found?, Cow::Owned(list)))
        }
        _ => None,
    }
}

/// `node.key op value`, turned round where it is written the other way.
fn comparison_of(node: VarId, expr: &Expr) -> Option<(&Arc<str>, CompareOp, &Expr)> {
    let ExprKind::Compare { op, left, right } = &expr.kind else {
        return None;
    };
    let turned = match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        same => *same,
    };
    match property_of(node, left) {
        Some(key) => Some((key, *op, right)),
        None => Some((property_of(node, right)?, turned, left)),
    }
}
