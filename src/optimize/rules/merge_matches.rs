//! MATCHes that follow each other are matched as one, so that the order of joins is chosen over both.
//!
//! Relationships must differ only from those of their own MATCH; the query graph keeps them apart.

use crate::optimize::{Context, Rule};
use crate::plan::query_graph::QueryGraph;
use crate::plan::visit::{expr_reads, for_each_list_mut, is_volatile_op};
use crate::plan::{Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::{LabelExpr, NodePattern};

/// See the head of the file.
pub(in crate::optimize) struct MergeMatches;

/// Patterns of more nodes and relationships than this are left apart: the search would only see a part of the orders.
const LARGEST: usize = 24;

impl Rule for MergeMatches {
    fn name(&self) -> &'static str {
        "merge_matches"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let subplans = plan.subplans.clone();
        let mut changed = false;
        for_each_list_mut(plan, &mut |ops| {
            let mut at = 0;
            while at < ops.len() {
                if join_next(ops, at, &subplans) {
                    changed = true;
                } else {
                    at += 1;
                }
            }
        });
        changed
    }
}

/// Joins the MATCH at `at` with the one behind it. A scope end in between only drops variables.
fn join_next(ops: &mut Vec<Op>, at: usize, subplans: &[Subplan]) -> bool {
    if !matches!(ops[at].kind, OpKind::Match(_)) {
        return false;
    }
    let Some(next) = (at + 1..ops.len()).find(|next| !matches!(ops[*next].kind, OpKind::Keep(_)))
    else {
        return false;
    };
    if is_volatile_op(&ops[at].kind) || is_volatile_op(&ops[next].kind) {
        return false;
    }
    let (OpKind::Match(first), OpKind::Match(second)) = (&ops[at].kind, &ops[next].kind) else {
        return false;
    };
    let Some(both) = joined(first, second, subplans) else {
        return false;
    };
    ops[at].kind = OpKind::Match(both);
    ops.drain(at + 1..=next);
    true
}

fn joined(first: &QueryGraph, second: &QueryGraph, subplans: &[Subplan]) -> Option<QueryGraph> {
    let introduced: VarSet = first.introduced().collect();
    let size = |graph: &QueryGraph| graph.pattern.nodes.len() + graph.pattern.relationships.len();
    let walks_again = second
        .pattern
        .relationships
        .iter()
        .any(|relationship| relationship.bound && introduced.contains(relationship.variable));
    if walks_again
        || size(first) + size(second) > LARGEST
        || changes_selection(first, second, subplans)
    {
        return None;
    }
    let mut pattern = first.pattern.clone();
    let mut nodes = Vec::with_capacity(second.pattern.nodes.len());
    for node in &second.pattern.nodes {
        let known = pattern
            .nodes
            .iter()
            .position(|other| other.variable == node.variable);
        match known {
            Some(place) => {
                join_nodes(&mut pattern.nodes[place], node);
                nodes.push(place);
            }
            // Bound by the first MATCH, but not as a node: an error of the run, which stays where it is.
            None if introduced.contains(node.variable) => return None,
            None => {
                nodes.push(pattern.nodes.len());
                pattern.nodes.push(node.clone());
            }
        }
    }
    let before = pattern.relationships.len();
    for relationship in &second.pattern.relationships {
        let mut relationship = relationship.clone();
        relationship.left = nodes[relationship.left];
        relationship.right = nodes[relationship.right];
        pattern.relationships.push(relationship);
    }
    for path in &second.pattern.paths {
        let mut path = path.clone();
        path.nodes.iter_mut().for_each(|node| *node = nodes[*node]);
        path.relationships
            .iter_mut()
            .for_each(|relationship| *relationship += before);
        pattern.paths.push(path);
    }
    let mut clauses = first.clauses.clone();
    let later = clauses.iter().max().map_or(0, |last| last + 1);
    clauses.extend(second.clauses.iter().map(|clause| clause + later));
    let conditions = [first.conditions.clone(), second.conditions.clone()].concat();
    let mut both = QueryGraph::new(pattern, conditions, subplans);
    both.clauses = clauses;
    Some(both)
}

/// Would a condition of the second MATCH hold at another time in both together? On shortest paths of the first MATCH it
/// holds after they are selected; on those of its own before, when it reads nothing of the same MATCH but their ends.
fn changes_selection(first: &QueryGraph, second: &QueryGraph, subplans: &[Subplan]) -> bool {
    let known: VarSet = second.bound.iter().copied().collect();
    if first.selected().intersects(&known) {
        return true;
    }
    let selected = second.selected();
    let mut others: VarSet = first.introduced().collect();
    for relationship in &second.pattern.relationships {
        if relationship.selector.is_some() {
            for end in [relationship.left, relationship.right] {
                others.remove(second.pattern.nodes[end].variable);
            }
        }
    }
    second.conditions.iter().any(|condition| {
        let mut reads = VarSet::new();
        expr_reads(condition, subplans, &mut reads);
        reads.intersects(&selected) && reads.intersects(&others)
    })
}

fn join_nodes(node: &mut NodePattern, other: &NodePattern) {
    node.labels = match (node.labels.take(), other.labels.clone()) {
        (Some(a), Some(b)) if a == b => Some(a),
        (Some(a), Some(b)) => Some(LabelExpr::And(vec![a, b])),
        (labels, None) | (None, labels) => labels,
    };
    node.properties.extend(other.properties.iter().cloned());
}
