//! Checked patterns: a small graph of node and relationship patterns, with the paths that name them.
//! Know nothing of the order in which they will be matched.

use std::sync::Arc;

use super::{Expr, LabelExpr, VarId};
use crate::source::Span;

/// All pattern parts of one MATCH (or MERGE, or of one pattern in an expression).
///
/// Relationships of one pattern never bind the same relationship twice (relationship uniqueness), except that two
/// patterns may name the same already bound variable.
#[derive(Debug, Clone, Default)]
pub struct Pattern {
    /// Node patterns, one per variable: a variable that occurs twice is one entry, its labels and properties joined.
    pub nodes: Vec<NodePattern>,
    /// Relationship patterns in the order written.
    pub relationships: Vec<RelationshipPattern>,
    /// The path of every pattern part in the order written, named or not.
    pub paths: Vec<PathPattern>,
}

/// A node pattern.
#[derive(Debug, Clone)]
pub struct NodePattern {
    /// Its variable.
    pub variable: VarId,
    /// Was it bound before this clause?
    pub bound: bool,
    /// Labels asked for; `None` for any node.
    pub labels: Option<LabelExpr>,
    /// `{key: expr}`: each must be equal.
    pub properties: Vec<(Arc<str>, Expr)>,
    /// Where it stands.
    pub span: Span,
}

/// Which way a relationship pattern points, from its left to its right node as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `-->`
    Outgoing,
    /// `<--`
    Incoming,
    /// `--` and `<-->`
    Both,
}

impl Direction {
    /// The same relationships seen from the other end.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Outgoing => Self::Incoming,
            Self::Incoming => Self::Outgoing,
            Self::Both => Self::Both,
        }
    }
}

/// Number of hops of a variable-length relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// At least so many (0 allowed).
    pub min: u32,
    /// At most so many; `None` for no bound.
    pub max: Option<u32>,
}

impl Length {
    /// The most hops there may be; without bound, more than any trail has.
    pub fn longest(self) -> usize {
        self.max.map_or(usize::MAX, |max| max as usize)
    }
}

/// `shortestPath` and `allShortestPaths`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathSelector {
    /// One shortest path per pair of ends.
    Shortest,
    /// All shortest paths per pair of ends.
    AllShortest,
}

/// A relationship pattern.
#[derive(Debug, Clone)]
pub struct RelationshipPattern {
    /// Its variable: one relationship, or the list of them for a variable length.
    pub variable: VarId,
    /// Was it bound before this clause?
    pub bound: bool,
    /// Index of the node pattern on its left.
    pub left: usize,
    /// Index of the node pattern on its right.
    pub right: usize,
    /// Which way it points.
    pub direction: Direction,
    /// Types allowed; empty for all.
    pub types: Vec<Arc<str>>,
    /// A variable length; `None` for exactly one relationship.
    pub length: Option<Length>,
    /// Set when it is the relationship of a `shortestPath(...)`.
    pub selector: Option<PathSelector>,
    /// `{key: expr}`: each must be equal, on every hop.
    pub properties: Vec<(Arc<str>, Expr)>,
    /// Where it stands.
    pub span: Span,
}

/// A pattern part: nodes and relationships in walking order.
#[derive(Debug, Clone)]
pub struct PathPattern {
    /// The path variable, where it is named.
    pub variable: Option<VarId>,
    /// Indexes into [`Pattern::nodes`]; one more than relationships.
    pub nodes: Vec<usize>,
    /// Indexes into [`Pattern::relationships`].
    pub relationships: Vec<usize>,
}
