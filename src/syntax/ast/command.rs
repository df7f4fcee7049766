//! Statements about the schema: indexes, constraints, and lists of what there is.

use super::{Expr, Name, Yield};
use crate::source::Span;

/// `CREATE INDEX [name] [IF NOT EXISTS] FOR subject ON (keys)`,
/// `CREATE CONSTRAINT [name] [IF NOT EXISTS] FOR subject REQUIRE keys IS demand`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Define {
    /// Its name, when it is given one.
    pub name: Option<Name>,
    /// `IF NOT EXISTS` is written.
    pub if_not_exists: bool,
    /// Whom it is about.
    pub subject: DefineSubject,
    /// The properties, at least one, without the variable before them.
    pub keys: Vec<Name>,
    /// What it demands.
    pub demand: Demand,
    /// The whole clause.
    pub span: Span,
}

/// `(n:Label)` or `()-[r:TYPE]-()`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefineSubject {
    /// Is it about relationships?
    pub relationship: bool,
    /// The variable.
    pub variable: Name,
    /// The label or type.
    pub name: Name,
}

/// What is demanded of the properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Demand {
    /// Nothing: an index.
    Index,
    /// `IS UNIQUE`.
    Unique,
    /// `IS NOT NULL`.
    NotNull,
    /// `IS NODE KEY`, `IS RELATIONSHIP KEY`, `IS KEY`.
    Key,
}

/// `DROP INDEX | CONSTRAINT name [IF EXISTS]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undefine {
    /// `CONSTRAINT` is written.
    pub constraint: bool,
    /// Which.
    pub name: Name,
    /// `IF EXISTS` is written.
    pub if_exists: bool,
    /// The whole clause.
    pub span: Span,
}

/// `SHOW what [YIELD columns | WHERE predicate]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Show {
    /// What is listed.
    pub what: Listed,
    /// Which columns are taken, and the condition behind them.
    pub yields: Option<Yield>,
    /// The condition, without YIELD.
    pub predicate: Option<Expr>,
    /// The whole clause.
    pub span: Span,
}

impl Show {
    /// The condition, wherever it stands.
    pub fn condition(&self) -> impl Iterator<Item = &Expr> {
        let behind_yield = self.yields.iter().flat_map(|yields| &yields.predicate);
        behind_yield.chain(&self.predicate)
    }
}

/// What `SHOW` lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the words themselves")]
pub enum Listed {
    Indexes,
    Constraints,
    Functions,
    Procedures,
}

impl Listed {
    /// The word in capitals.
    pub fn text(self) -> &'static str {
        match self {
            Self::Indexes => "INDEXES",
            Self::Constraints => "CONSTRAINTS",
            Self::Functions => "FUNCTIONS",
            Self::Procedures => "PROCEDURES",
        }
    }
}
