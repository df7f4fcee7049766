//! The checked query: what a statement means once every compile-time rule holds.
//!
//! In: made only by `semantics::check`. Out: what `plan::build` and the evaluator read. Names are resolved to
//! [`VarId`]s, functions to their signatures, every expression has a [`Kind`]. Knows nothing of the
//! text (but for spans), the graph's contents or plans.

mod clause;
mod expr;
mod pattern;
pub mod print;
pub mod schema;
mod visit;

use std::sync::Arc;

pub use clause::{
    AggregateCall, Aggregation, Clause, CreatePattern, NewNode, NewRelationship, Projection,
    ProjectionItem, RemoveItem, SetItem, SortItem,
};
pub use expr::{
    ArithmeticOp, CompareOp, Expr, ExprKind, LabelExpr, Quantifier, StringOp, SubqueryId,
};
pub use pattern::{
    Direction, Length, NodePattern, PathPattern, PathSelector, Pattern, RelationshipPattern,
};

use crate::value::Kind;

/// A variable of a statement: dense, unique over the whole statement (every scope, every union branch, anonymous
/// pattern parts and comprehension variables too). It is also the number of its column in every batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(pub u32);

impl VarId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is known of a variable.
#[derive(Debug, Clone)]
pub struct Variable {
    /// The name as written; for anonymous parts a name no user can write, such as `  node7`.
    pub name: Arc<str>,
    /// Its kind.
    pub kind: Kind,
    /// Was it written by the user?
    pub named: bool,
}

/// How the statement is to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Run it.
    #[default]
    Run,
    /// Show the plan.
    Explain,
    /// Run it and show the plan with real rows.
    Profile,
}

/// A whole checked statement.
#[derive(Debug, Clone)]
pub struct Query {
    /// Run, explain or profile.
    pub mode: Mode,
    /// The query proper.
    pub body: Body,
    /// Names of the result columns, as written; empty without RETURN.
    pub columns: Vec<Arc<str>>,
    /// All variables, by [`VarId`].
    pub variables: Vec<Variable>,
    /// All subqueries of expressions, by [`SubqueryId`].
    pub subqueries: Vec<Subquery>,
    /// Names of the parameters it uses, in order of first use.
    pub parameters: Vec<Arc<str>>,
    /// Does it write?
    pub writes: bool,
    /// `AS OF`: a constant expression.
    pub as_of: Option<Expr>,
    /// `AS KNOWN ON`: a constant expression.
    pub known_on: Option<Expr>,
    /// `AS RECORDED ON`: a constant expression.
    pub recorded_on: Option<Expr>,
    /// `CITE`.
    pub cite: bool,
}

/// One or more single queries joined by UNION.
#[derive(Debug, Clone)]
pub struct Body {
    /// The single queries; at least one.
    pub branches: Vec<Branch>,
    /// UNION ALL (true) or UNION (false); without meaning for one branch.
    pub all: bool,
    /// The variables that hold the result; of one branch: that branch's own outputs.
    pub outputs: Vec<VarId>,
}

/// A single query: clauses one after another.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The clauses, each a function from table to table.
    pub clauses: Vec<Clause>,
    /// What RETURN (or a standalone CALL) leaves, in column order; empty for a query that returns nothing.
    pub outputs: Vec<VarId>,
}

/// What a subquery in an expression gives.
#[derive(Debug, Clone)]
pub enum SubqueryKind {
    /// `true` when there is at least one row: EXISTS and pattern predicates.
    Exists,
    /// The number of rows: COUNT.
    Count,
    /// The list of this expression over all rows: pattern comprehensions, COLLECT.
    Collect(Box<Expr>),
}

/// A subquery in an expression.
#[derive(Debug, Clone)]
pub struct Subquery {
    /// What it gives.
    pub kind: SubqueryKind,
    /// What it runs. A pattern predicate or comprehension is one branch with one Match clause.
    pub body: Body,
    /// Variables from outside that it reads (also comprehension variables around it).
    pub imports: Vec<VarId>,
    /// Is it a pattern predicate or a pattern comprehension (so not a full subquery)?
    pub from_pattern: bool,
}
