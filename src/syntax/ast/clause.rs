//! The clauses of a query.

use super::{Define, Demand, Expr, Name, PathPattern, Show, Undefine};
use crate::source::Span;

/// One clause.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "each variant holds the clause of the same name"
)]
pub enum Clause {
    Match(Match),
    Unwind(Unwind),
    With(With),
    Return(Return),
    Create(Create),
    Merge(Merge),
    Set(Set),
    Remove(Remove),
    Delete(Delete),
    Call(Call),
    Show(Show),
    Define(Define),
    Undefine(Undefine),
}

impl Clause {
    /// From its first word to its last.
    pub fn span(&self) -> Span {
        match self {
            Self::Match(clause) => clause.span,
            Self::Unwind(clause) => clause.span,
            Self::With(clause) => clause.span,
            Self::Return(clause) => clause.span,
            Self::Create(clause) => clause.span,
            Self::Merge(clause) => clause.span,
            Self::Set(clause) => clause.span,
            Self::Remove(clause) => clause.span,
            Self::Delete(clause) => clause.span,
            Self::Call(clause) => clause.span,
            Self::Show(clause) => clause.span,
            Self::Define(clause) => clause.span,
            Self::Undefine(clause) => clause.span,
        }
    }

    /// The word the clause is known by, for messages.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Match(Match { optional: true, .. }) => "OPTIONAL MATCH",
            Self::Match(_) => "MATCH",
            Self::Unwind(_) => "UNWIND",
            Self::With(_) => "WITH",
            Self::Return(_) => "RETURN",
            Self::Create(_) => "CREATE",
            Self::Merge(_) => "MERGE",
            Self::Set(_) => "SET",
            Self::Remove(_) => "REMOVE",
            Self::Delete(Delete { detach: true, .. }) => "DETACH DELETE",
            Self::Delete(_) => "DELETE",
            Self::Call(_) => "CALL",
            Self::Show(_) => "SHOW",
            Self::Define(Define {
                demand: Demand::Index,
                ..
            }) => "CREATE INDEX",
            Self::Define(_) => "CREATE CONSTRAINT",
            Self::Undefine(Undefine {
                constraint: true, ..
            }) => "DROP CONSTRAINT",
            Self::Undefine(_) => "DROP INDEX",
        }
    }
}

/// `[OPTIONAL] MATCH patterns [WHERE predicate]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// `OPTIONAL` is written.
    pub optional: bool,
    /// The patterns, at least one.
    pub patterns: Vec<PathPattern>,
    /// The condition.
    pub predicate: Option<Expr>,
    /// The whole clause.
    pub span: Span,
}

/// `UNWIND list AS variable`, also written `FOR variable IN list`.
#[derive(Debug, Clone, PartialEq)]
pub struct Unwind {
    /// What is taken apart.
    pub list: Expr,
    /// The name of one element.
    pub variable: Name,
    /// The whole clause.
    pub span: Span,
}

/// `WITH projection [WHERE predicate]`.
#[derive(Debug, Clone, PartialEq)]
pub struct With {
    /// What is passed on.
    pub projection: Projection,
    /// The condition on the projected rows.
    pub predicate: Option<Expr>,
    /// The whole clause.
    pub span: Span,
}

/// `RETURN projection`.
#[derive(Debug, Clone, PartialEq)]
pub struct Return {
    /// What is returned.
    pub projection: Projection,
    /// The whole clause.
    pub span: Span,
}

/// What `WITH` and `RETURN` share.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// `DISTINCT` is written.
    pub distinct: bool,
    /// Where `*` stands, when written (it comes before the items).
    pub star: Option<Span>,
    /// The items; may be empty only with `*`.
    pub items: Vec<ReturnItem>,
    /// `ORDER BY`, empty when not written.
    pub order_by: Vec<Order>,
    /// `SKIP` or `OFFSET`.
    pub skip: Option<Expr>,
    /// `LIMIT`.
    pub limit: Option<Expr>,
}

/// `expr [AS alias]`.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnItem {
    /// The expression.
    pub expr: Expr,
    /// The name given with `AS`.
    pub alias: Option<Name>,
    /// The expression's source text as written: the column's name when there is no alias.
    pub text: String,
    /// Expression and alias.
    pub span: Span,
}

/// One key of `ORDER BY`.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// What is compared.
    pub expr: Expr,
    /// `DESC` or `DESCENDING` is written.
    pub descending: bool,
    /// The whole item.
    pub span: Span,
}

/// `CREATE patterns`.
#[derive(Debug, Clone, PartialEq)]
pub struct Create {
    /// The patterns, at least one.
    pub patterns: Vec<PathPattern>,
    /// The whole clause.
    pub span: Span,
}

/// `MERGE pattern {ON CREATE SET .. | ON MATCH SET ..}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// The one pattern.
    pub pattern: PathPattern,
    /// What else to do, in the order written.
    pub actions: Vec<MergeAction>,
    /// The whole clause.
    pub span: Span,
}

/// One `ON ... SET ...` of a `MERGE`.
#[derive(Debug, Clone, PartialEq)]
pub struct MergeAction {
    /// When it is done.
    pub event: MergeEvent,
    /// What is set.
    pub items: Vec<SetItem>,
    /// The whole action.
    pub span: Span,
}

/// When a [`MergeAction`] is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MergeEvent {
    /// `ON CREATE`: nothing matched, the pattern was created.
    Create,
    /// `ON MATCH`: the pattern was found.
    Match,
}

/// `SET items`.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// The items, at least one.
    pub items: Vec<SetItem>,
    /// The whole clause.
    pub span: Span,
}

/// One assignment.
#[derive(Debug, Clone, PartialEq)]
pub enum SetItem {
    /// `target.key = value`.
    Property {
        /// Whose property.
        target: Expr,
        /// Which property.
        key: Name,
        /// The new value; null removes it.
        value: Expr,
        /// The whole item.
        span: Span,
    },
    /// `variable = value`: all properties are replaced.
    Replace {
        /// Whose properties.
        variable: Name,
        /// A map, node or relationship.
        value: Expr,
        /// The whole item.
        span: Span,
    },
    /// `variable += value`: the given properties are set, others stay.
    Extend {
        /// Whose properties.
        variable: Name,
        /// A map, node or relationship.
        value: Expr,
        /// The whole item.
        span: Span,
    },
    /// `variable:A:B`.
    Labels {
        /// Which node.
        variable: Name,
        /// Labels to add: names only, at least one.
        labels: Vec<Name>,
        /// The whole item.
        span: Span,
    },
}

/// `REMOVE items`.
#[derive(Debug, Clone, PartialEq)]
pub struct Remove {
    /// The items, at least one.
    pub items: Vec<RemoveItem>,
    /// The whole clause.
    pub span: Span,
}

/// One thing to remove.
#[derive(Debug, Clone, PartialEq)]
pub enum RemoveItem {
    /// `target.key`.
    Property {
        /// Whose property.
        target: Expr,
        /// Which property.
        key: Name,
        /// The whole item.
        span: Span,
    },
    /// `variable:A:B`.
    Labels {
        /// Which node.
        variable: Name,
        /// Labels to take away: names only, at least one.
        labels: Vec<Name>,
        /// The whole item.
        span: Span,
    },
}

/// `[DETACH] DELETE exprs`.
#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    /// `DETACH` is written.
    pub detach: bool,
    /// What is deleted, at least one.
    pub exprs: Vec<Expr>,
    /// The whole clause.
    pub span: Span,
}

/// `CALL procedure[(args)] [YIELD columns [WHERE predicate]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The name, in the parts between the dots; at least one.
    pub procedure: Vec<Name>,
    /// The arguments; `None` without parentheses: they come from parameters.
    pub args: Option<Vec<Expr>>,
    /// What is taken from the answer.
    pub yields: Option<Yield>,
    /// The whole clause.
    pub span: Span,
}

impl Call {
    /// The procedure's whole name with dots.
    pub fn name(&self) -> String {
        dotted(&self.procedure)
    }
}

/// `YIELD columns [WHERE predicate]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Yield {
    /// Which columns.
    pub columns: YieldColumns,
    /// The condition on them.
    pub predicate: Option<Expr>,
    /// From `YIELD` to the end.
    pub span: Span,
}

/// The columns of a [`Yield`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YieldColumns {
    /// `*`; the grammar accepts it only where the call stands alone.
    All(Span),
    /// Named ones; empty for `YIELD -`.
    Items(Vec<YieldItem>),
}

/// `column [AS alias]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YieldItem {
    /// The procedure's name for it.
    pub column: Name,
    /// The query's name for it.
    pub alias: Option<Name>,
    /// Column and alias.
    pub span: Span,
}

/// The parts of a name joined by dots.
pub(super) fn dotted(parts: &[Name]) -> String {
    parts
        .iter()
        .map(|part| part.text.as_str())
        .collect::<Vec<_>>()
        .join(".")
}

impl SetItem {
    /// The whole item.
    pub fn span(&self) -> Span {
        match self {
            Self::Property { span, .. }
            | Self::Replace { span, .. }
            | Self::Extend { span, .. }
            | Self::Labels { span, .. } => *span,
        }
    }
}
