//! Checked clauses. Know nothing of how they are carried out.

use std::sync::Arc;

use super::schema::{Define, Shown, Undefine};
use super::{Expr, Pattern, VarId};
use crate::function::AggregateFunction;
use crate::procedure::Procedure;
use crate::source::Span;

/// A clause: a function from table to table.
#[derive(Debug, Clone)]
pub enum Clause {
    /// MATCH and OPTIONAL MATCH.
    Match {
        /// OPTIONAL?
        optional: bool,
        /// What to find.
        pattern: Pattern,
        /// WHERE.
        predicate: Option<Expr>,
    },
    /// UNWIND list AS variable.
    Unwind {
        /// The list; null gives no row, another value one row.
        list: Expr,
        /// Bound to each element.
        variable: VarId,
    },
    /// WITH and RETURN.
    Project(Projection),
    /// CREATE.
    Create(CreatePattern),
    /// MERGE of one pattern part.
    Merge {
        /// What to find.
        pattern: Pattern,
        /// What to create when it is not found; the same variables.
        create: CreatePattern,
        /// ON MATCH SET.
        on_match: Vec<SetItem>,
        /// ON CREATE SET.
        on_create: Vec<SetItem>,
    },
    /// SET.
    Set(Vec<SetItem>),
    /// REMOVE.
    Remove(Vec<RemoveItem>),
    /// DELETE and DETACH DELETE.
    Delete {
        /// Nodes, relationships, paths (null is skipped).
        targets: Vec<Expr>,
        /// DETACH?
        detach: bool,
    },
    /// CALL.
    Call {
        /// What to call.
        procedure: Arc<Procedure>,
        /// Its arguments, as many as it takes.
        args: Vec<Expr>,
        /// Output columns taken, by number, and the variables that get them. A procedure without outputs keeps rows
        /// as they are.
        yields: Vec<(usize, VarId)>,
        /// YIELD ... WHERE.
        predicate: Option<Expr>,
    },
    /// SHOW.
    Show {
        /// What is listed.
        table: Shown,
        /// Columns taken, by number, and the variables that get them.
        yields: Vec<(usize, VarId)>,
        /// WHERE.
        predicate: Option<Expr>,
    },
    /// CREATE INDEX and CREATE CONSTRAINT.
    Define(Define),
    /// DROP INDEX and DROP CONSTRAINT.
    Undefine(Undefine),
}

/// WITH or RETURN. Carried out in this order: aggregation, items, DISTINCT, ORDER BY, SKIP, LIMIT, WHERE.
#[derive(Debug, Clone)]
pub struct Projection {
    /// Grouping and aggregates; `None` when nothing is aggregated. Item, ORDER BY and WHERE expressions then read only its
    /// result variables.
    pub aggregation: Option<Aggregation>,
    /// The columns. A variable that is passed on under its own name keeps its [`VarId`].
    pub items: Vec<ProjectionItem>,
    /// DISTINCT?
    pub distinct: bool,
    /// ORDER BY. May read item variables and, without aggregation or DISTINCT, also variables from before.
    pub order_by: Vec<SortItem>,
    /// SKIP: a constant expression.
    pub skip: Option<Expr>,
    /// LIMIT: a constant expression.
    pub limit: Option<Expr>,
    /// WHERE of a WITH. May read what ORDER BY may read.
    pub predicate: Option<Expr>,
    /// Is it the final RETURN?
    pub is_return: bool,
}

/// One column of a projection.
#[derive(Debug, Clone)]
pub struct ProjectionItem {
    /// Its value.
    pub expr: Expr,
    /// The variable that holds it from here on.
    pub variable: VarId,
    /// Its name: the alias, or the text as written.
    pub name: Arc<str>,
}

/// Grouping keys and aggregates of a projection.
#[derive(Debug, Clone)]
pub struct Aggregation {
    /// Grouping keys and the variables that hold them afterwards. A key that is a plain variable keeps its own.
    pub keys: Vec<(Expr, VarId)>,
    /// Aggregates and the variables that hold their results.
    pub aggregates: Vec<(AggregateCall, VarId)>,
}

/// A call of an aggregating function.
#[derive(Debug, Clone)]
pub struct AggregateCall {
    /// Its declaration; `count(*)` is `count` without arguments.
    pub function: &'static AggregateFunction,
    /// Only distinct values?
    pub distinct: bool,
    /// Its arguments.
    pub args: Vec<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// One key of ORDER BY.
#[derive(Debug, Clone)]
pub struct SortItem {
    /// What to order by.
    pub expr: Expr,
    /// DESC?
    pub descending: bool,
}

/// What CREATE makes, nodes first, then relationships, both in the order written. Properties read nothing of what the
/// same pattern makes: a CREATE that does so is checked into several.
#[derive(Debug, Clone, Default)]
pub struct CreatePattern {
    /// New nodes.
    pub nodes: Vec<NewNode>,
    /// New relationships.
    pub relationships: Vec<NewRelationship>,
    #[expect(
        clippy::type_complexity,
        reason = "read in one place each by plan and exec"
    )]
    /// Named paths to bind afterwards: the variable, its nodes, its relationships with `true` where walked from start to end.
    pub paths: Vec<(VarId, Vec<VarId>, Vec<(VarId, bool)>)>,
}

/// A node to create.
#[derive(Debug, Clone)]
pub struct NewNode {
    /// Bound to the new node.
    pub variable: VarId,
    /// Its labels.
    pub labels: Vec<Arc<str>>,
    /// Its properties: an expression that gives a map.
    pub properties: Option<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// A relationship to create.
#[derive(Debug, Clone)]
pub struct NewRelationship {
    /// Bound to the new relationship.
    pub variable: VarId,
    /// Its type.
    pub ty: Arc<str>,
    /// Where it starts.
    pub start: VarId,
    /// Where it ends.
    pub end: VarId,
    /// Its properties: an expression that gives a map.
    pub properties: Option<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// One item of SET.
#[derive(Debug, Clone)]
pub enum SetItem {
    /// `subject.key = value`
    Property {
        /// Node or relationship (null is skipped).
        subject: Expr,
        /// Name of the property.
        key: Arc<str>,
        /// The value; null removes.
        value: Expr,
    },
    /// `variable = value`: all properties replaced.
    Replace {
        /// Node or relationship.
        variable: VarId,
        /// A map, node or relationship.
        value: Expr,
    },
    /// `variable += value`: properties added or overwritten, null removes.
    Extend {
        /// Node or relationship.
        variable: VarId,
        /// A map, node or relationship.
        value: Expr,
    },
    /// `variable:A:B`
    Labels {
        /// Node.
        variable: VarId,
        /// The labels to add.
        labels: Vec<Arc<str>>,
    },
}

/// One item of REMOVE.
#[derive(Debug, Clone)]
pub enum RemoveItem {
    /// `subject.key`
    Property {
        /// Node or relationship (null is skipped).
        subject: Expr,
        /// Name of the property.
        key: Arc<str>,
    },
    /// `variable:A:B`
    Labels {
        /// Node.
        variable: VarId,
        /// The labels to take away.
        labels: Vec<Arc<str>>,
    },
}
