//! Statements and queries: what stands around the clauses.

use super::{Clause, Expr};
use crate::source::Span;

/// One statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// A query, with what stands before it.
    Query(Box<PrefixedQuery>),
    /// A transaction begins or ends.
    Transaction(Transaction),
}

impl Statement {
    /// From its first word to its last, without the final `;`.
    pub fn span(&self) -> Span {
        match self {
            Self::Query(query) => query.span,
            Self::Transaction(transaction) => transaction.span,
        }
    }
}

/// `START TRANSACTION` (or `BEGIN`), `COMMIT`, `ROLLBACK`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transaction {
    /// What happens to it.
    pub control: TransactionControl,
    /// From the first word to the last.
    pub span: Span,
}

/// What happens to a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransactionControl {
    /// It begins.
    Start {
        /// `READ ONLY`: statements see one version of the graph and change nothing.
        read_only: bool,
    },
    /// Its changes are made lasting.
    Commit,
    /// Its changes are undone.
    Rollback,
}

/// Prefixes and a query.
#[derive(Debug, Clone, PartialEq)]
pub struct PrefixedQuery {
    /// `EXPLAIN` or `PROFILE`, when written.
    pub mode: Option<Mode>,
    /// The instant of `AS OF expr`.
    pub as_of: Option<Expr>,
    /// The instant of `AS KNOWN ON expr`.
    pub as_known_on: Option<Expr>,
    /// The instant or number of the commit of `AS RECORDED ON expr`.
    pub as_recorded_on: Option<Expr>,
    /// Where `CITE` stands, when written.
    pub cite: Option<Span>,
    /// The query itself.
    pub query: Query,
    /// From the first prefix to the end of the query, without the final `;`.
    pub span: Span,
}

/// Whether the plan is wanted instead of, or beside, the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// `EXPLAIN`: the plan, nothing is run.
    Explain,
    /// `PROFILE`: run, and the plan with what each step did.
    Profile,
}

/// Single queries joined by `UNION` or `UNION ALL`. Mixing the two is left to the checker.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The first branch.
    pub first: SingleQuery,
    /// The further branches, each with its joining word.
    pub unions: Vec<UnionBranch>,
    /// From the first clause to the last.
    pub span: Span,
}

/// A branch after the first.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionBranch {
    /// `UNION ALL`: duplicates are kept.
    pub all: bool,
    /// Where `UNION [ALL]` stands.
    pub union_span: Span,
    /// The clauses of the branch.
    pub query: SingleQuery,
}

/// A sequence of clauses, at least one; their order is checked later.
#[derive(Debug, Clone, PartialEq)]
pub struct SingleQuery {
    /// The clauses in the order written.
    pub clauses: Vec<Clause>,
    /// From the first clause to the last.
    pub span: Span,
}
