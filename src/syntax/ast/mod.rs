//! The tree of a statement, as written: names as they stand in the text, a span on every node, nothing looked up.
//!
//! In: nothing; the grammar builds it, the printer and the checker read it. It knows nothing of scopes, graphs or
//! values. Operators of one level stand side by side in lists (`a + b + c` is one node), so the depth of a tree is
//! bounded by the nesting of brackets in the text and a recursive visitor is safe.

mod clause;
mod command;
mod expr;
mod pattern;
mod query;
mod visit;

pub use clause::{
    Call, Clause, Create, Delete, Match, Merge, MergeAction, MergeEvent, Order, Projection, Remove,
    RemoveItem, Return, ReturnItem, Set, SetItem, Unwind, With, Yield, YieldColumns, YieldItem,
};
pub use command::{Define, DefineSubject, Demand, Listed, Show, Undefine};
pub use expr::{
    Alternative, BinaryOp, Case, ComparisonOp, Expr, ExprKind, FunctionCall, ListComprehension,
    Literal, MapProjectionItem, PatternComprehension, Quantifier, QuantifierKind, Reduce, StringOp,
    Subquery, UnaryOp,
};
pub use pattern::{
    Direction, LabelExpr, LabelExprKind, Length, NodePattern, PathPattern, PathSearch, Properties,
    RelationshipPattern,
};
pub use query::{
    Mode, PrefixedQuery, Query, SingleQuery, Statement, Transaction, TransactionControl,
    UnionBranch,
};
pub use visit::Child;

use crate::source::Span;

/// A name as written, without back-ticks; case matters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The characters of the name.
    pub text: String,
    /// Where it stands, back-ticks included.
    pub span: Span,
}
