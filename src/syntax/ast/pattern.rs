//! Patterns: what is looked for or created in the graph.

use super::{Expr, Name};
use crate::source::Span;

/// `[variable =] (node)-[relationship]-(node)...`.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPattern {
    /// The name of the whole path.
    pub variable: Option<Name>,
    /// `shortestPath(...)` or `allShortestPaths(...)` around it.
    pub search: Option<PathSearch>,
    /// The first node.
    pub start: NodePattern,
    /// The steps: each a relationship and the node it leads to.
    pub steps: Vec<(RelationshipPattern, NodePattern)>,
    /// The whole pattern, with variable and search.
    pub span: Span,
}

/// Which of the matching paths are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathSearch {
    /// `shortestPath`: one of the shortest.
    Shortest,
    /// `allShortestPaths`: all of the shortest.
    AllShortest,
}

/// `(variable:labels {properties} WHERE predicate)`.
#[derive(Debug, Clone, PartialEq)]
pub struct NodePattern {
    /// Its name.
    pub variable: Option<Name>,
    /// What its labels must satisfy.
    pub labels: Option<LabelExpr>,
    /// What its properties must be.
    pub properties: Option<Properties>,
    /// A further condition; it may use the variable.
    pub predicate: Option<Box<Expr>>,
    /// With the parentheses.
    pub span: Span,
}

/// `-[variable:types*length {properties} WHERE predicate]->`.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationshipPattern {
    /// Its name.
    pub variable: Option<Name>,
    /// Where it points, seen from the node before it.
    pub direction: Direction,
    /// What its type must satisfy.
    pub types: Option<LabelExpr>,
    /// `*..`: a sequence of relationships; `None` is exactly one.
    pub length: Option<Length>,
    /// What its properties must be.
    pub properties: Option<Properties>,
    /// A further condition; it may use the variable.
    pub predicate: Option<Box<Expr>>,
    /// With the arrow.
    pub span: Span,
}

/// Where a relationship points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `-->`
    Outgoing,
    /// `<--`
    Incoming,
    /// `--` and `<-->`
    Either,
}

/// The bounds of a variable-length relationship. `*2` has both; `*` has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Length {
    /// At least so many; 1 when not written.
    pub min: Option<u64>,
    /// At most so many; unbounded when not written.
    pub max: Option<u64>,
    /// From `*` to the last bound.
    pub span: Span,
}

/// The properties of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub enum Properties {
    /// `{key: value, ...}`.
    Map {
        /// Keys and values as written.
        entries: Vec<(Name, Expr)>,
        /// With the braces.
        span: Span,
    },
    /// `$name`: a map given as parameter.
    Parameter(Name),
}

/// A condition on labels, or on the type of a relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelExpr {
    /// What kind.
    pub kind: LabelExprKind,
    /// Where, without the first colon.
    pub span: Span,
}

/// The forms of a [`LabelExpr`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelExprKind {
    /// This label.
    Name(Name),
    /// `%`: any label at all.
    Any,
    /// `!A`.
    Not(Box<LabelExpr>),
    /// `A&B`, also written `:A:B`; two or more.
    And(Vec<LabelExpr>),
    /// `A|B`, also written `:A|:B`; two or more.
    Or(Vec<LabelExpr>),
}

impl LabelExpr {
    /// The names of a plain conjunction (`:A`, `:A:B`, `:A&B`), else nothing.
    pub fn conjunction(&self) -> Option<Vec<&Name>> {
        match &self.kind {
            LabelExprKind::Name(name) => Some(vec![name]),
            LabelExprKind::And(parts) => names(parts),
            _ => None,
        }
    }

    /// The names of a plain disjunction (`:A`, `:A|B`, `:A|:B`), else nothing.
    pub fn disjunction(&self) -> Option<Vec<&Name>> {
        match &self.kind {
            LabelExprKind::Name(name) => Some(vec![name]),
            LabelExprKind::Or(parts) => names(parts),
            _ => None,
        }
    }
}

fn names(parts: &[LabelExpr]) -> Option<Vec<&Name>> {
    parts
        .iter()
        .map(|part| match &part.kind {
            LabelExprKind::Name(name) => Some(name),
            _ => None,
        })
        .collect()
}
