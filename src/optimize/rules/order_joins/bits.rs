//! Parts of a pattern as bits of a mask.
//!
//! In: a query graph. Out: the bits of nodes, relationships and whatever variables stand for. Knows nothing of costs.

use crate::plan::VarSet;
use crate::plan::query_graph::QueryGraph;

/// A set of nodes and relationships of the pattern: nodes first.
pub(super) type Mask = u128;

/// The parts of a pattern as bits: nodes first, then relationships.
pub(super) struct Bits<'a>(pub(super) &'a QueryGraph);

impl Bits<'_> {
    /// The bit of a node.
    pub(super) fn node(node: usize) -> Mask {
        1 << node
    }

    /// The bit of a relationship.
    pub(super) fn relationship(&self, relationship: usize) -> Mask {
        1 << (self.0.pattern.nodes.len() + relationship)
    }

    /// The parts of the pattern that variables stand for; a path stands for all its parts.
    pub(super) fn of(&self, variables: &VarSet) -> Mask {
        let pattern = &self.0.pattern;
        let mut mask = 0;
        for (number, node) in pattern.nodes.iter().enumerate() {
            if variables.contains(node.variable) {
                mask |= Bits::node(number);
            }
        }
        for (number, relationship) in pattern.relationships.iter().enumerate() {
            if variables.contains(relationship.variable) {
                mask |= self.relationship(number);
            }
        }
        for path in &pattern.paths {
            if path.variable.is_some_and(|path| variables.contains(path)) {
                for node in &path.nodes {
                    mask |= Bits::node(*node);
                }
                for relationship in &path.relationships {
                    mask |= self.relationship(*relationship);
                }
            }
        }
        mask
    }
}
