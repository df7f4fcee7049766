//! A MATCH in numbers: what each step costs and leaves.
//!
//! In: a query graph, its conditions, statistics. Out: nodes, relationships and conditions as bits and factors, computed
//! once so that the search only multiplies. Knows nothing of the search.

use std::sync::Arc;

use super::bits::{Bits, Mask};
use super::ways::{Way, relationship_ways, ways};
use crate::optimize::estimate::{Conditions, Estimator, Labels};
use crate::optimize::rules::match_values::sides;
use crate::plan::lowering::{Condition, Scan, Test};
use crate::plan::query_graph::QueryGraph;
use crate::plan::visit::expr_reads;
use crate::plan::{Subplan, VarSet};
use crate::semantics::checked::{Direction, VarId};

/// A MATCH in numbers.
pub(super) struct Problem {
    pub(super) nodes: Vec<Node>,
    pub(super) relationships: Vec<Relationship>,
    pub(super) conditions: Vec<Weight>,
    /// What is bound before.
    pub(super) given: Mask,
    /// Does the pattern have a circle, where all that is bound before counts as one node?
    pub(super) has_circle: bool,
    /// Can all of the pattern be told apart by bits?
    pub(super) fits: bool,
}

/// A node of the pattern.
pub(super) struct Node {
    variable: VarId,
    label: Option<Arc<str>>,
    /// Ways to scan it, the plain one first.
    pub(super) ways: Vec<Way>,
    /// How many nodes it could be, by its label.
    pub(super) size: f64,
}

/// A relationship of the pattern.
pub(super) struct Relationship {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) kind: Walk,
    pub(super) from_left: Side,
    pub(super) from_right: Side,
    /// What must be bound before it is walked.
    pub(super) needs: Mask,
    /// Ways to find it by an index, with both its ends.
    pub(super) ways: Vec<Way>,
    /// May it lie either way round, so that each found gives two rows?
    pub(super) both: bool,
}

/// What sort of step walking is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Walk {
    /// One hop.
    Hop,
    /// Several hops.
    Trail,
    /// Bound already: only looked at. True for a single relationship, whose ends follow.
    Bound(bool),
    /// A search between bound ends.
    Search,
}

/// Walking from one end.
pub(super) struct Side {
    /// Rows for each incoming row when the other end is open, before its labels are looked at.
    pub(super) rows: f64,
    /// Work for each incoming row.
    pub(super) work: f64,
    /// Work when the other end is bound.
    pub(super) work_towards: f64,
    /// Share of the rows whose other end has the labels.
    pub(super) share: f64,
    /// Nobody looks at the relationship or the other end, but for conditions of the end alone: it is only counted.
    pub(super) counted: Option<Counted>,
}

/// A walk that is only counted.
#[derive(Clone, Copy)]
pub(super) struct Counted {
    /// The relationships it must differ from. They must not be counted too, but for one that is counted from the same
    /// node.
    pub(super) differs: Mask,
    /// Must the ends be looked at?
    pub(super) tests: bool,
}

/// A condition in numbers.
pub(super) struct Weight {
    /// The parts of the pattern it reads.
    pub(super) needs: Mask,
    /// The share of rows it keeps.
    pub(super) share: f64,
    /// Is it the label of a node? That is part of scans and of [`Side::share`].
    pub(super) label: bool,
    /// For an equality that a hop can look for: the parts of the pattern that each side reads.
    pub(super) sides: Option<(Mask, Mask)>,
}

/// What it costs to read a relationship where the next one lies somewhere else, against where they follow each other.
const SCATTERED: f64 = 1.3;

/// About how many hops of trails towards a bound end are walked before it is known which of them lead there.
const BLIND_STEPS: f64 = 4096.0;

impl Problem {
    pub(super) fn new(
        graph: &QueryGraph,
        tests: &[Condition],
        estimator: &Estimator<'_>,
        known: &Labels,
        subplans: &[Subplan],
        counted_live: Option<&VarSet>,
    ) -> Self {
        let pattern = &graph.pattern;
        let fits = pattern.nodes.len() + pattern.relationships.len() <= Mask::BITS as usize;
        if !fits {
            return Self {
                nodes: Vec::new(),
                relationships: Vec::new(),
                conditions: Vec::new(),
                given: 0,
                has_circle: false,
                fits,
            };
        }
        let bits = Bits(graph);
        let mut labels = known.clone();
        for condition in tests {
            if let Test::Labels(node, demanded) = &condition.test
                && let Some(label) = estimator.demanded(demanded)
            {
                let rarer = labels.get(node).is_none_or(|other| {
                    estimator.nodes(Some(label)) < estimator.nodes(Some(other))
                });
                if rarer {
                    labels.insert(*node, label.clone());
                }
            }
        }
        for relationship in &pattern.relationships {
            if let (None, [ty]) = (relationship.length, relationship.types.as_slice()) {
                labels.insert(relationship.variable, ty.clone());
            }
        }
        let mut shares = Conditions::default();
        let conditions = tests
            .iter()
            .map(|condition| Weight {
                needs: bits.of(&condition.reads),
                share: match &condition.test {
                    Test::Labels(_, labels) => estimator.label_share(labels),
                    Test::Expr(expr) => shares.next(expr, estimator, &labels),
                },
                label: matches!(condition.test, Test::Labels(..)),
                sides: match &condition.test {
                    Test::Labels(..) => None,
                    Test::Expr(expr) => sides(expr).map(|(left, right)| {
                        let of = |side| {
                            let mut reads = VarSet::new();
                            expr_reads(side, subplans, &mut reads);
                            bits.of(&reads)
                        };
                        (of(left), of(right))
                    }),
                },
            })
            .collect();
        let nodes = pattern
            .nodes
            .iter()
            .map(|node| {
                let label = labels.get(&node.variable).cloned();
                Node {
                    variable: node.variable,
                    size: estimator.nodes(label.as_deref()).max(1.0),
                    ways: ways(node.variable, tests, estimator, &bits),
                    label,
                }
            })
            .collect();
        let given = bits.of(&graph.bound.iter().copied().collect());
        let mut problem = Self {
            nodes,
            relationships: Vec::new(),
            conditions,
            given,
            has_circle: has_circle(graph, given),
            fits,
        };
        problem.relationships = (0..pattern.relationships.len())
            .map(|number| problem.relationship(number, graph, tests, estimator, subplans, &bits))
            .collect();
        if let Some(live) = counted_live {
            problem.mark_counted(graph, live);
        }
        problem
    }

    fn relationship(
        &self,
        number: usize,
        graph: &QueryGraph,
        tests: &[Condition],
        estimator: &Estimator<'_>,
        subplans: &[Subplan],
        bits: &Bits<'_>,
    ) -> Relationship {
        let pattern = &graph.pattern.relationships[number];
        let kind = match (pattern.bound, pattern.selector, pattern.length) {
            (_, Some(_), _) => Walk::Search,
            (true, None, length) => Walk::Bound(length.is_none()),
            (false, None, Some(_)) => Walk::Trail,
            (false, None, None) => Walk::Hop,
        };
        let variable = pattern.variable;
        let is_read = tests.iter().any(|test| test.reads.contains(variable));
        let side = |from: usize, to: usize, direction: Direction| {
            let label = |node: usize| self.nodes[node].label.as_deref();
            let first = estimator.degree(label(from), &pattern.types, direction);
            let share = tests
                .iter()
                .filter_map(|condition| match &condition.test {
                    Test::Labels(node, labels) if *node == self.nodes[to].variable => {
                        Some(estimator.end_share(label(from), &pattern.types, direction, labels))
                    }
                    _ => None,
                })
                .fold(1.0, f64::min);
            let (rows, work) = match pattern.length {
                _ if matches!(kind, Walk::Bound(_)) => (1.0, 1.0),
                // Relationships mostly lie in the order in which they go out.
                None if is_read && direction == Direction::Incoming => (first, first * SCATTERED),
                None => (first, first),
                Some(length) => {
                    // What lies between the ends is most like the end that has the relationships in this direction.
                    let far = estimator.degree(label(to), &pattern.types, direction);
                    let next = if share > 0.0 && far > 0.0 { far } else { first };
                    Estimator::trails(first, next, length)
                }
            };
            // Every relationship is walked once to find out which lead there, after that only these.
            let all = first * estimator.nodes(label(from));
            Side {
                rows,
                work,
                work_towards: work.min(BLIND_STEPS + all),
                share,
                counted: None,
            }
        };
        let mut reads = VarSet::new();
        if matches!(kind, Walk::Trail | Walk::Search) || pattern.length.is_some() {
            for (_, value) in &pattern.properties {
                expr_reads(value, subplans, &mut reads);
            }
        }
        let mut needs = bits.of(&reads) & !bits.relationship(number);
        if kind == Walk::Search {
            needs |= Bits::node(pattern.left) | Bits::node(pattern.right);
        }
        Relationship {
            left: pattern.left,
            right: pattern.right,
            kind,
            from_left: side(pattern.left, pattern.right, pattern.direction),
            from_right: side(pattern.right, pattern.left, pattern.direction.reversed()),
            needs,
            ways: relationship_ways(pattern, tests, estimator, bits),
            both: pattern.direction == Direction::Both,
        }
    }

    /// Finds the single hops to ends nobody asks for.
    fn mark_counted(&mut self, graph: &QueryGraph, live: &VarSet) {
        let bits = Bits(graph);
        let pattern = &graph.pattern;
        // The conditions of one node may be tested while it is counted.
        let read: Mask = self
            .conditions
            .iter()
            .filter(|condition| condition.needs.count_ones() != 1)
            .fold(bits.of(live), |mask, condition| mask | condition.needs);
        for number in 0..pattern.relationships.len() {
            let (left, right) = (
                self.relationships[number].left,
                self.relationships[number].right,
            );
            let other_kind = self.relationships[number].kind != Walk::Hop;
            if other_kind || left == right || read & bits.relationship(number) != 0 {
                continue;
            }
            let differs = (0..pattern.relationships.len())
                .filter(|other| *other != number && graph.must_differ(*other, number))
                .fold(0, |mask, other| mask | bits.relationship(other));
            let leaf = |node: usize| {
                read & Bits::node(node) == 0
                    && !pattern.nodes[node].bound
                    && self
                        .relationships
                        .iter()
                        .filter(|rel| rel.left == node || rel.right == node)
                        .count()
                        == 1
            };
            let (left_leaf, right_leaf) = (leaf(left), leaf(right));
            let counted = |node: usize| Counted {
                differs,
                tests: self
                    .conditions
                    .iter()
                    .any(|condition| !condition.label && condition.needs == Bits::node(node)),
            };
            let (right_counted, left_counted) = (counted(right), counted(left));
            let relationship = &mut self.relationships[number];
            relationship.from_left.counted = right_leaf.then_some(right_counted);
            relationship.from_right.counted = left_leaf.then_some(left_counted);
        }
    }

    /// The labels known of nodes once the pattern is matched.
    pub(super) fn labels(&self) -> impl Iterator<Item = (VarId, Arc<str>)> + '_ {
        self.nodes
            .iter()
            .filter_map(|node| Some((node.variable, node.label.clone()?)))
    }

    /// The bit of a node.
    pub(super) fn node_bit(node: usize) -> Mask {
        1 << node
    }

    /// The bit of a relationship.
    pub(super) fn relationship_bit(&self, relationship: usize) -> Mask {
        1 << (self.nodes.len() + relationship)
    }

    /// How a node is scanned this way.
    pub(super) fn scan(&self, node: usize, way: usize) -> Scan {
        self.nodes
            .get(node)
            .and_then(|node| node.ways.get(way))
            .map_or(Scan::All, |way| way.scan.clone())
    }

    /// How a relationship is found this way.
    pub(super) fn find(&self, relationship: usize, way: usize) -> Option<Scan> {
        let way = self.relationships.get(relationship)?.ways.get(way)?;
        Some(way.scan.clone())
    }
}

/// Does a relationship join two nodes that hang together without it?
fn has_circle(graph: &QueryGraph, given: Mask) -> bool {
    let pattern = &graph.pattern;
    // The least node that each is known to hang together with.
    let mut joined: Vec<usize> = (0..pattern.nodes.len()).collect();
    let is_given = |node: &usize| given & Problem::node_bit(*node) != 0;
    if let Some(first) = (0..joined.len()).find(is_given) {
        for node in (first..joined.len()).filter(is_given) {
            joined[node] = first;
        }
    }
    for relationship in &pattern.relationships {
        let [left, right] = [relationship.left, relationship.right].map(|end| joined[end]);
        if left == right {
            return true;
        }
        for node in &mut joined {
            if *node == left.max(right) {
                *node = left.min(right);
            }
        }
    }
    false
}
