//! A MATCH that goes on from one node of the rows that come to it, matched by itself instead.
//!
//! In: its query graph. Out: the same graph with nothing bound before, what has to be tested after the join, and whether it
//! pays. The rows that came are held back and found by the node (`OpKind::Join`): a bushy plan (Moerkotte and Neumann
//! 2006), for which walking from every row would look at much that is thrown away. Knows nothing of the search.

use super::search::Order;
use crate::plan::query_graph::QueryGraph;
use crate::plan::visit::{expr_reads, has_subquery, is_volatile};
use crate::plan::{Op, OpKind, Subplan, VarSet};
use crate::semantics::checked::{Expr, RelationshipPattern, VarId};

/// Cost of going on from the rows below which nothing else is tried.
pub(super) const WORTH: f64 = 2000.0;
/// How many times cheaper matching apart must look, as estimates go wrong.
const MARGIN: f64 = 2.0;
/// Cost of holding back a row and of looking for it.
const HOLD: f64 = 2.0;

/// A MATCH by itself.
pub(super) struct Apart {
    /// Nothing is bound before it.
    pub(super) graph: QueryGraph,
    /// The node that both sides have.
    on: VarId,
    /// Conditions that read other variables of the incoming rows.
    after: Vec<Expr>,
}

/// The MATCH by itself, when just one of its nodes is bound before it and all of it can be matched without the others.
pub(super) fn apart(graph: &QueryGraph, subplans: &[Subplan]) -> Option<Apart> {
    let pattern = &graph.pattern;
    let mut given = pattern.nodes.iter().filter(|node| node.bound);
    let on = given.next()?.variable;
    let others = given.any(|node| node.variable != on);
    let fixed = |rel: &RelationshipPattern| rel.bound || rel.selector.is_some();
    if others || pattern.relationships.is_empty() || pattern.relationships.iter().any(fixed) {
        return None;
    }
    let mut outside: VarSet = graph.bound.iter().copied().collect();
    outside.remove(on);
    let reads_outside = |expr: &Expr| {
        let mut reads = VarSet::new();
        expr_reads(expr, subplans, &mut reads);
        reads.intersects(&outside)
    };
    let own = |expr: &Expr| !has_subquery(expr) && !is_volatile(expr);
    let nodes = pattern.nodes.iter().flat_map(|node| &node.properties);
    let relationships = pattern.relationships.iter();
    let properties = nodes.chain(relationships.flat_map(|rel| &rel.properties));
    for (_, value) in properties {
        if !own(value) || reads_outside(value) {
            return None;
        }
    }
    if !graph.conditions.iter().all(own) {
        return None;
    }
    let mut graph = graph.clone();
    graph.bound.clear();
    for node in &mut graph.pattern.nodes {
        node.bound = false;
    }
    let conditions = std::mem::take(&mut graph.conditions);
    let (after, before) = conditions.into_iter().partition(reads_outside);
    graph.conditions = before;
    Some(Apart { graph, on, after })
}

/// Is it cheaper for so many incoming rows?
pub(super) fn pays(rows: f64, from_rows: &Order, apart: &Order) -> bool {
    let joined = apart.cost + apart.rows + rows * HOLD;
    joined * MARGIN < from_rows.cost * rows
}

impl Apart {
    /// The join with these operators, and what is tested after it.
    pub(super) fn join(self, ops: Vec<Op>) -> Vec<Op> {
        let join = OpKind::Join { ops, on: self.on };
        let tests = self.after.into_iter().map(OpKind::Filter);
        [join].into_iter().chain(tests).map(Op::from).collect()
    }
}
