//! A MATCH as a small graph whose order is still open.
//!
//! In: a checked pattern and its conditions. Out: what the join order is chosen on. Knows nothing of statistics.

use crate::semantics::checked::{Expr, Pattern, VarId};

/// A pattern with the conditions that hold on it.
#[derive(Debug, Clone)]
pub struct QueryGraph {
    /// Nodes, relationships and paths.
    pub pattern: Pattern,
    /// Conjuncts of WHERE (the property maps of node and single relationship patterns stay in the pattern), each to be
    /// tested as soon as the variables it reads are bound.
    pub conditions: Vec<Expr>,
    /// Variables bound before this MATCH that the pattern or the conditions read.
    pub bound: Vec<VarId>,
}
