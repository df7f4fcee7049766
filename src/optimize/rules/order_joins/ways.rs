//! Ways to scan a node of a pattern, or to find a relationship of it.
//!
//! In: a node or a relationship and the conditions on it. Out: the scans that find it, by label and by every index that a
//! condition can ask, with the rows they give and what they settle. Knows nothing of which is taken.

use std::borrow::Cow;
use std::sync::Arc;

use super::bits::{Bits, Mask};
use crate::optimize::estimate::Estimator;
use crate::plan::lowering::{Condition, Scan, Test};
use crate::plan::visit::{expr_reads, has_subquery};
use crate::plan::{Indexed, Subplan, VarSet};
use crate::semantics::checked::{
    CompareOp, Expr, ExprKind, LabelExpr, RelationshipPattern, StringOp, VarId,
};
use crate::value::{Kind, Value};

/// A way to scan a node or to find a relationship.
pub(super) struct Way {
    pub(super) scan: Scan,
    /// Rows for each incoming row.
    pub(super) rows: f64,
    /// What must be bound before.
    pub(super) needs: Mask,
    /// Conditions it settles.
    pub(super) settles: Vec<usize>,
}

/// How many nodes a part of a growing graph is taken to have at least.
const GROWN: f64 = 1000.0;

/// All ways to scan a node: by its rarest label (or all nodes), then by every index that a condition can ask.
pub(super) fn ways(
    node: VarId,
    tests: &[Condition],
    estimator: &Estimator<'_>,
    bits: &Bits<'_>,
) -> Vec<Way> {
    let label_tests = || {
        tests
            .iter()
            .enumerate()
            .filter_map(|(number, condition)| match &condition.test {
                Test::Labels(of, labels) if *of == node => Some((number, labels)),
                _ => None,
            })
    };
    let scanned = label_tests()
        .filter_map(|(_, labels)| estimator.demanded(labels))
        .min_by(|a, b| {
            estimator
                .nodes(Some(a))
                .total_cmp(&estimator.nodes(Some(b)))
        });
    let settled_labels = |label: &Arc<str>| -> Vec<usize> {
        label_tests()
            .filter(|(_, labels)| matches!(labels, LabelExpr::Label(own) if own == label))
            .map(|(number, _)| number)
            .collect()
    };
    let mut ways = vec![match scanned {
        None => Way {
            scan: Scan::All,
            rows: estimator.nodes(None),
            needs: 0,
            settles: Vec::new(),
        },
        Some(label) => Way {
            scan: Scan::Label(label.clone()),
            rows: estimator.nodes(Some(label)),
            needs: 0,
            settles: settled_labels(label),
        },
    }];
    if estimator.growing {
        // A scan for every row of a MERGE that creates most of them would take the square of their number.
        ways[0].rows = ways[0].rows.max(GROWN);
    }
    let mut demanded: Vec<&Arc<str>> = Vec::new();
    for (_, labels) in label_tests() {
        collect_demanded(labels, &mut demanded);
    }
    for label in demanded {
        let settled = settled_labels(label);
        let indexed = Indexed::Label(label.clone());
        ways.extend(index_ways(node, &indexed, &settled, tests, estimator, bits));
    }
    ways
}

/// The ways to find a relationship of one of these types by an index that a condition can ask.
pub(super) fn relationship_ways(
    relationship: &RelationshipPattern,
    tests: &[Condition],
    estimator: &Estimator<'_>,
    bits: &Bits<'_>,
) -> Vec<Way> {
    let single = relationship.length.is_none() && relationship.selector.is_none();
    match relationship.types.as_slice() {
        [ty] if single && !relationship.bound => {
            let indexed = Indexed::Type(ty.clone());
            index_ways(relationship.variable, &indexed, &[], tests, estimator, bits)
        }
        _ => Vec::new(),
    }
}

/// A way by every index that a condition can ask. `settled` is what having the label settles.
fn index_ways(
    found: VarId,
    indexed: &Indexed,
    settled: &[usize],
    tests: &[Condition],
    estimator: &Estimator<'_>,
    bits: &Bits<'_>,
) -> Vec<Way> {
    let mut ways = Vec::new();
    let mut ranges: Vec<RangeParts<'_>> = Vec::new();
    let mut equal: Vec<EqualPart<'_>> = Vec::new();
    for (number, condition) in tests.iter().enumerate() {
        let Test::Expr(expr) = &condition.test else {
            continue;
        };
        if let Some((key, prefix)) = prefix_of(found, expr) {
            let mut reads = VarSet::new();
            expr_reads::<[Subplan]>(prefix, &[], &mut reads);
            let usable = !has_subquery(prefix)
                && !reads.contains(found)
                && estimator.has_index(indexed, key);
            if usable {
                let mut settles = settled.to_vec();
                settles.push(number);
                ways.push(Way {
                    scan: Scan::Prefix {
                        indexed: indexed.clone(),
                        key: key.clone(),
                        prefix: prefix.clone(),
                        settles: number,
                    },
                    rows: estimator.with_prefix(indexed, key, prefix),
                    needs: bits.of(&reads),
                    settles,
                });
            }
            continue;
        }
        if let Some((key, list)) = list_of(found, expr) {
            let mut reads = VarSet::new();
            expr_reads::<[Subplan]>(&list, &[], &mut reads);
            let usable = !has_subquery(&list)
                && !reads.contains(found)
                && estimator.can_look_up(indexed, key);
            if usable {
                let mut settles = settled.to_vec();
                settles.push(number);
                ways.push(Way {
                    rows: estimator.equal_to_any(indexed, key, &list),
                    needs: bits.of(&reads),
                    settles,
                    scan: Scan::In {
                        indexed: indexed.clone(),
                        key: key.clone(),
                        list: list.into_owned(),
                        settles: number,
                    },
                });
            }
            continue;
        }
        let Some((key, op, value)) = comparison_of(found, expr) else {
            continue;
        };
        let mut reads = VarSet::new();
        // A value that asks the graph again is left to a filter.
        if has_subquery(value) {
            continue;
        }
        expr_reads::<[Subplan]>(value, &[], &mut reads);
        if reads.contains(found) {
            continue;
        }
        let needs = bits.of(&reads);
        if op == CompareOp::Equal {
            if !equal.iter().any(|part| part.key == key) {
                equal.push(EqualPart {
                    key,
                    value,
                    number,
                    needs,
                });
            }
            let may_grow = estimator.growing && matches!(indexed, Indexed::Label(_));
            if !(may_grow || estimator.can_look_up(indexed, key)) {
                continue;
            }
            let mut settles = settled.to_vec();
            settles.push(number);
            ways.push(Way {
                scan: Scan::Seek {
                    indexed: indexed.clone(),
                    values: vec![(key.clone(), value.clone())],
                    settles: vec![number],
                },
                rows: estimator.equal_to_all(indexed, [(key, value)].into_iter()),
                needs,
                settles,
            });
        } else if op != CompareOp::NotEqual && estimator.has_index(indexed, key) {
            let part = (number, op, value, needs);
            match ranges.iter_mut().find(|range| range.key == key) {
                Some(range) => range.parts.push(part),
                None => ranges.push(RangeParts {
                    key,
                    parts: vec![part],
                }),
            }
        }
    }
    for range in ranges {
        ways.push(range.way(indexed, estimator, settled.to_vec()));
    }
    for keys in estimator.statistics.composite_indexes(indexed) {
        let parts: Vec<&EqualPart<'_>> = keys
            .iter()
            .map_while(|key| equal.iter().find(|part| part.key == key))
            .collect();
        // Nodes that lack one of the properties are not in the index.
        if parts.len() < keys.len() {
            continue;
        }
        let numbers: Vec<usize> = parts.iter().map(|part| part.number).collect();
        let mut settles = settled.to_vec();
        settles.extend(&numbers);
        let value = |part: &&EqualPart<'_>| (part.key.clone(), part.value.clone());
        ways.push(Way {
            scan: Scan::Seek {
                indexed: indexed.clone(),
                values: parts.iter().map(value).collect(),
                settles: numbers,
            },
            rows: estimator.equal_to_all(indexed, parts.iter().map(|part| (part.key, part.value))),
            needs: parts.iter().fold(0, |needs, part| needs | part.needs),
            settles,
        });
    }
    ways
}

/// A property that must equal a value.
struct EqualPart<'a> {
    key: &'a Arc<str>,
    value: &'a Expr,
    /// Of the condition.
    number: usize,
    needs: Mask,
}

/// Comparisons of one property.
struct RangeParts<'a> {
    key: &'a Arc<str>,
    parts: Vec<(usize, CompareOp, &'a Expr, Mask)>,
}

impl RangeParts<'_> {
    /// The first lower and the first upper bound as one scan.
    fn way(&self, indexed: &Indexed, estimator: &Estimator<'_>, mut settles: Vec<usize>) -> Way {
        let (mut lower, mut upper, mut needs) = (None, None, 0);
        let mut numbers = Vec::new();
        for (number, op, value, reads) in &self.parts {
            let (bound, included) = match op {
                CompareOp::Greater => (&mut lower, false),
                CompareOp::GreaterOrEqual => (&mut lower, true),
                CompareOp::Less => (&mut upper, false),
                _ => (&mut upper, true),
            };
            if bound.is_none() {
                *bound = Some(((*value).clone(), included));
                needs |= reads;
                numbers.push(*number);
            }
        }
        settles.extend(&numbers);
        let rows = estimator.in_range(indexed, self.key, lower.as_ref(), upper.as_ref());
        Way {
            scan: Scan::Range {
                indexed: indexed.clone(),
                key: self.key.clone(),
                lower,
                upper,
                settles: numbers,
            },
            rows,
            needs,
            settles,
        }
    }
}

fn collect_demanded<'a>(labels: &'a LabelExpr, into: &mut Vec<&'a Arc<str>>) {
    match labels {
        LabelExpr::Label(label) if !into.contains(&label) => into.push(label),
        LabelExpr::And(parts) => parts.iter().for_each(|part| collect_demanded(part, into)),
        _ => {}
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
    match &left.kind {
        ExprKind::Property { subject, key } if matches!(subject.kind, ExprKind::Variable(of) if of == node) => {
            Some((key, right))
        }
        _ => None,
    }
}

/// `node.key IN list`, also written as `node.key = a OR node.key = b`.
fn list_of(node: VarId, expr: &Expr) -> Option<(&Arc<str>, Cow<'_, Expr>)> {
    match &expr.kind {
        ExprKind::In { element, list } => match &element.kind {
            ExprKind::Property { subject, key } if matches!(subject.kind, ExprKind::Variable(of) if of == node) => {
                Some((key, Cow::Borrowed(list)))
            }
            _ => None,
        },
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
    let property = |side: &'_ Expr| match &side.kind {
        ExprKind::Property { subject, .. } => {
            matches!(subject.kind, ExprKind::Variable(of) if of == node)
        }
        _ => false,
    };
    let (subject, op, value) = if property(left) {
        (left, *op, right)
    } else if property(right) {
        let turned = match op {
            CompareOp::Less => CompareOp::Greater,
            CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
            CompareOp::Greater => CompareOp::Less,
            CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
            same => *same,
        };
        (right, turned, left)
    } else {
        return None;
    };
    match &subject.kind {
        ExprKind::Property { key, .. } => Some((key, op, value)),
        _ => None,
    }
}
