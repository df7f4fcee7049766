//! A MATCH as a small graph whose order is still open.
//!
//! In: a checked pattern and its conditions. Out: what the join order is chosen on. Knows nothing of statistics.

use super::VarSet;
use super::visit::{Imports, expr_reads};
use crate::semantics::checked::{Expr, Pattern, VarId};

/// A pattern with the conditions that hold on it.
#[derive(Debug, Clone)]
pub struct QueryGraph {
    /// Nodes, relationships and paths.
    pub pattern: Pattern,
    /// Conjuncts of WHERE (the property maps of node and single relationship patterns stay in the pattern), each to be
    /// tested as soon as the variables it reads are bound.
    pub conditions: Vec<Expr>,
    /// For each relationship, the number of the MATCH it was written in. Relationships of one MATCH must differ, those
    /// of different ones need not.
    pub clauses: Vec<u32>,
    /// Variables bound before this MATCH that the pattern or the conditions read.
    pub bound: Vec<VarId>,
}

impl QueryGraph {
    /// The graph of a pattern of one MATCH; what is bound before it follows from the pattern.
    pub fn new<I: Imports + ?Sized>(pattern: Pattern, conditions: Vec<Expr>, imports: &I) -> Self {
        let mut graph = Self {
            clauses: vec![0; pattern.relationships.len()],
            pattern,
            conditions,
            bound: Vec::new(),
        };
        let mut bound = VarSet::new();
        for expr in &graph.conditions {
            expr_reads(expr, imports, &mut bound);
        }
        for node in &graph.pattern.nodes {
            bound.extend(node.bound.then_some(node.variable));
            for (_, expr) in &node.properties {
                expr_reads(expr, imports, &mut bound);
            }
        }
        for relationship in &graph.pattern.relationships {
            bound.extend(relationship.bound.then_some(relationship.variable));
            for (_, expr) in &relationship.properties {
                expr_reads(expr, imports, &mut bound);
            }
        }
        bound.subtract(&graph.introduced().collect());
        graph.bound = bound.iter().collect();
        graph
    }

    /// Must the two relationships differ, and could they coincide if they need not? A shortest path stands for itself:
    /// it may use relationships that the rest of the pattern uses too.
    pub fn must_differ(&self, a: usize, b: usize) -> bool {
        let (one, other) = (
            &self.pattern.relationships[a],
            &self.pattern.relationships[b],
        );
        let types_overlap = one.types.is_empty()
            || other.types.is_empty()
            || one.types.iter().any(|ty| other.types.contains(ty));
        self.clauses[a] == self.clauses[b]
            && one.variable != other.variable
            && one.selector.is_none()
            && other.selector.is_none()
            && types_overlap
    }

    /// The relationships and paths that a search for shortest paths selects. A condition of the same MATCH on them holds
    /// before the selection, one of a later clause after it.
    pub fn selected(&self) -> VarSet {
        let relationships = &self.pattern.relationships;
        let selects = |place: &usize| relationships[*place].selector.is_some();
        let mut selected: VarSet = (0..relationships.len())
            .filter(selects)
            .map(|place| relationships[place].variable)
            .collect();
        let paths = self.pattern.paths.iter();
        selected.extend(
            paths
                .filter(|path| path.relationships.iter().any(selects))
                .filter_map(|path| path.variable),
        );
        selected
    }

    /// The variables the pattern binds: nodes, relationships, paths. One may come twice.
    pub fn introduced(&self) -> impl Iterator<Item = VarId> + '_ {
        let nodes = self.pattern.nodes.iter();
        let relationships = self.pattern.relationships.iter();
        let paths = self.pattern.paths.iter();
        nodes
            .filter(|node| !node.bound)
            .map(|node| node.variable)
            .chain(
                relationships
                    .filter(|relationship| !relationship.bound)
                    .map(|relationship| relationship.variable),
            )
            .chain(paths.filter_map(|path| path.variable))
    }
}
