//! Ways to scan a node of a pattern, or to find a relationship of it.
//!
//! In: a node or a relationship and the conditions on it. Out: the scans that find it, by label and by every index that a
//! condition can ask, with the rows they give and what they settle. Knows nothing of which is taken.

mod asked;
mod composite;
mod indexed;

use std::sync::Arc;

use super::bits::{Bits, Mask};
use crate::optimize::estimate::Estimator;
use crate::plan::Indexed;
use crate::plan::lowering::{Condition, Scan, Test};
use crate::semantics::checked::{LabelExpr, RelationshipPattern, VarId};
use indexed::index_ways;

/// A way to scan a node or to find a relationship.
pub(super) struct Way {
    pub(super) scan: Scan,
    /// Rows for each incoming row.
    pub(super) rows: f64,
    /// What they cost, against handling as many rows.
    pub(super) work: f64,
    /// What must be bound before.
    pub(super) needs: Mask,
    /// Conditions it settles.
    pub(super) settles: Vec<usize>,
}

/// What it costs to find one of many by an index and to put them in the order of their ids, against handling a row: where
/// much of what there is lies between bounds, a scan that tests all of it is sooner done.
const ONE_OF_MANY: f64 = 16.0;

/// The work of a way that may find many. Where it is not known how many, the index is trusted.
fn one_of_many(told: Option<f64>) -> f64 {
    if told.is_some() { ONE_OF_MANY } else { 1.0 }
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
            work: 1.0,
            needs: 0,
            settles: Vec::new(),
        },
        Some(label) => Way {
            scan: Scan::Label(label.clone()),
            rows: estimator.nodes(Some(label)),
            work: 1.0,
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

fn collect_demanded<'a>(labels: &'a LabelExpr, into: &mut Vec<&'a Arc<str>>) {
    match labels {
        LabelExpr::Label(label) if !into.contains(&label) => into.push(label),
        LabelExpr::And(parts) => parts.iter().for_each(|part| collect_demanded(part, into)),
        _ => {}
    }
}
