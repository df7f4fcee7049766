//! The logical operators.
//!
//! A plan is a list of operators; each is a function from table to table, the first one starts from one row without
//! columns. A scan therefore multiplies every incoming row, and a nested plan (optional parts, conditions, union
//! branches) starts from the rows it is handed. Knows nothing of how operators are carried out. One file because the
//! contracts of all operators are read side by side.

use std::sync::Arc;

use super::VarSet;
use crate::procedure::Procedure;
use crate::semantics::checked::schema::{Define, Shown, Undefine};
use crate::semantics::checked::{
    AggregateCall, CreatePattern, Direction, Expr, LabelExpr, Length, PathSelector, RemoveItem,
    SetItem, SortItem, SubqueryKind, VarId, Variable,
};

/// A whole plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The operators in order.
    pub ops: Vec<Op>,
    /// Plans of the subqueries of expressions, by `SubqueryId`.
    pub subplans: Vec<Subplan>,
    /// Result columns and the variables that hold them; empty when the statement returns nothing.
    pub columns: Vec<(Arc<str>, VarId)>,
    /// All variables: a batch has one column place for each.
    pub variables: Arc<[Variable]>,
    /// Parameters that must be given.
    pub parameters: Vec<Arc<str>>,
    /// Does it write?
    pub writes: bool,
    /// `AS OF`: only what may hold then is there; a constant expression.
    pub as_of: Option<Expr>,
    /// `AS KNOWN ON`: only what was known then is there; a constant expression.
    pub known_on: Option<Expr>,
    /// `AS RECORDED ON`: the graph is that of another commit; a constant expression.
    pub recorded_on: Option<Expr>,
    /// `CITE`: what a row was matched by, in the order written. The last of the columns is then the one that cites; its
    /// variable is never bound.
    pub cites: Option<Vec<Witnessed>>,
    /// How many conditions the trace leaves out.
    pub uncited: usize,
    /// Does an expression ask whether something holds on a day?
    pub asks_holds: bool,
}

/// A variable that says what a row was matched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Witnessed {
    /// Holds a node, a relationship, null, or a list of these (and so on).
    pub variable: VarId,
    /// For a variable that holds one relationship, or the list of a trail: the variables that hold its ends, as written.
    pub ends: Option<(VarId, VarId)>,
    /// Which way these lead from the first of its ends.
    pub direction: Direction,
}

impl Plan {
    /// The variables that are read behind the last operator.
    pub fn outputs(&self) -> VarSet {
        let columns = self.columns.iter().map(|(_, variable)| *variable);
        let witnessed = self.cites.iter().flatten().flat_map(|witnessed| {
            let ends = witnessed
                .ends
                .into_iter()
                .flat_map(|(left, right)| [left, right]);
            ends.chain([witnessed.variable])
        });
        columns.chain(witnessed).collect()
    }
}

/// The plan of a subquery in an expression.
#[derive(Debug, Clone)]
pub struct Subplan {
    /// What it gives.
    pub kind: SubqueryKind,
    /// Its operators; they start from a row with the imports.
    pub ops: Vec<Op>,
    /// Variables it reads from outside.
    pub imports: Vec<VarId>,
    /// For how many rows of a COUNT a row stands: an integer column; `None` is one row each.
    pub weight: Option<VarId>,
}

/// An operator with what the planner expects of it.
#[derive(Debug, Clone)]
pub struct Op {
    /// What it does.
    pub kind: OpKind,
    /// Expected rows out of it, over all of its input; `None` before estimation.
    pub estimated_rows: Option<f64>,
}

impl From<OpKind> for Op {
    fn from(kind: OpKind) -> Self {
        Self {
            kind,
            estimated_rows: None,
        }
    }
}

/// One hop (or a variable number of hops) from a bound node.
#[derive(Debug, Clone)]
pub struct Hop {
    /// The bound node it starts from.
    pub from: VarId,
    /// The relationship variable it binds (a list for variable length).
    pub relationship: VarId,
    /// The node at the other end.
    pub to: VarId,
    /// Seen from `from`.
    pub direction: Direction,
    /// Types allowed; empty for all.
    pub types: Vec<Arc<str>>,
    /// Relationship variables (single or lists) bound earlier in the same MATCH that this one must differ from.
    pub distinct_from: Vec<VarId>,
    /// Is it walked from right to left as written? A list of relationships is always bound (and checked, when it is
    /// bound already) in the order written, that is from `to` to `from` then. Never for a shortest path.
    pub reversed: bool,
    /// Is the relationship (or the list) read by anybody? When not, it need not be bound, and is not counted among
    /// what the operator binds.
    pub relationship_read: bool,
}

/// A hop that is only counted; its relationship and its other end stay unbound.
#[derive(Debug, Clone)]
pub struct CountedHop {
    /// Start and what to count.
    pub hop: Hop,
    /// The other end must satisfy this.
    pub labels: Option<LabelExpr>,
    /// And this must be true of it; reads no other variable.
    pub condition: Option<Expr>,
}

/// Something the store counts without looking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreCount {
    /// Nodes: all, or with the label.
    Nodes(Option<Arc<str>>),
    /// Relationships of these types (no type twice); of all types when empty.
    Relationships(Vec<Arc<str>>),
}

/// Whose index is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Indexed {
    /// That of the nodes with this label.
    Label(Arc<str>),
    /// That of the relationships of this type.
    Type(Arc<str>),
}

/// What is asked of the other properties of an index on several. Those who lack one of them are not in it.
#[derive(Debug, Clone, Default)]
pub struct OtherKeys {
    /// Those before, in the order of the index, and the values they equal; null finds nothing.
    pub equal: Vec<(Arc<str>, Expr)>,
    /// Those behind, which must not be null.
    pub present: Vec<Arc<str>>,
}

/// What an operator does.
///
/// A scan, expand or path operator gives no row for an incoming row whose bound node, relationship or list is null.
#[derive(Debug, Clone)]
pub enum OpKind {
    /// A MATCH not yet put in order. `optimize` (or the textual planner) replaces it by scans and expands.
    Match(super::query_graph::QueryGraph),

    // ---- reading ----
    /// Every node, for every row.
    AllNodes {
        /// Bound to the node.
        node: VarId,
    },
    /// Every node with the label, for every row.
    LabelScan {
        /// Bound to the node.
        node: VarId,
        /// The label.
        label: Arc<str>,
    },
    /// Nodes with the label, or relationships of the type, whose properties equal these values, from an index on them.
    /// Relationships are found without their ends.
    IndexSeek {
        /// Bound to the node or relationship.
        found: VarId,
        /// Whose index.
        indexed: Indexed,
        /// The properties, in the order of the index, and their values; null finds nothing.
        values: Vec<(Arc<str>, Expr)>,
        /// The other properties of the index, which must not be null.
        present: Vec<Arc<str>>,
    },
    /// Those whose property equals an element of a list, each once, from an index.
    IndexIn {
        /// Bound to the node or relationship.
        found: VarId,
        /// Whose index.
        indexed: Indexed,
        /// The property.
        key: Arc<str>,
        /// The list; null finds nothing, and nothing equals an element that is null.
        list: Expr,
    },
    /// Those whose property lies in a range, from an index.
    IndexRange {
        /// Bound to the node or relationship.
        found: VarId,
        /// Whose index.
        indexed: Indexed,
        /// The property.
        key: Arc<str>,
        /// Lower bound, and whether it is included.
        lower: Option<(Expr, bool)>,
        /// Upper bound, and whether it is included.
        upper: Option<(Expr, bool)>,
        /// What holds of the other properties of the index.
        others: OtherKeys,
    },
    /// Those whose property is a string that starts with a prefix, from an index.
    IndexPrefix {
        /// Bound to the node or relationship.
        found: VarId,
        /// Whose index.
        indexed: Indexed,
        /// The property.
        key: Arc<str>,
        /// The prefix; what is no string finds nothing.
        prefix: Expr,
        /// What holds of the other properties of the index.
        others: OtherKeys,
    },
    /// Relationships of a bound node; binds relationship and other end.
    Expand(Hop),
    /// Relationships of a bound node for which `key = value` may be true: none of those is left out for which it is, and it
    /// is tested by a condition behind.
    ExpandMatching {
        /// As of [`OpKind::Expand`].
        hop: Hop,
        /// Reads the relationship or the other end, and nothing else.
        key: Expr,
        /// Reads what is bound before.
        value: Expr,
    },
    /// Relationships between two bound nodes.
    ExpandInto(Hop),
    /// Nodes that hops from several bound nodes all lead to, with one relationship of each hop: what Expand by the
    /// first and ExpandInto by the others would give. All hops have the same `to`; there are at least two. A hop's
    /// `distinct_from` may name relationships of hops before it.
    Intersect(Vec<Hop>),
    /// Keeps a row when the already bound relationship fits types, direction and ends; binds the ends that are
    /// not bound yet (both directions give up to two rows).
    BoundRelationship {
        /// `relationship` is bound; `from` and `to` may be.
        hop: Hop,
        /// Is `from` bound?
        from_bound: bool,
        /// Is `to` bound?
        to_bound: bool,
    },
    /// A trail of `length` hops (no relationship twice); binds the list of relationships and the other end.
    VarExpand {
        /// Start, list variable, other end.
        hop: Hop,
        /// Number of hops.
        length: Length,
        /// Is the other end bound (then it must be reached)?
        into: bool,
        /// Each relationship must have these properties; evaluated once per row.
        properties: Vec<(Arc<str>, Expr)>,
        /// Give each other end once per row, and do not bind the list of relationships (nobody reads it, and
        /// downstream does not care how often a row comes). Only set when `distinct_from` is empty and
        /// `length.min <= 1`, so that a breadth-first search is enough, but for the start itself: it is an end only
        /// when `min` is 0 or when a closed trail without repeated relationship leads back to it.
        distinct_ends: bool,
    },
    /// Keeps a row when the already bound list of relationships is such a trail from `from`; binds `to` when it is
    /// not bound.
    BoundTrail {
        /// The list is bound.
        hop: Hop,
        /// Number of hops.
        length: Length,
        /// Is `to` bound?
        into: bool,
        /// Each relationship must have these properties; evaluated once per row.
        properties: Vec<(Arc<str>, Expr)>,
    },
    /// Shortest paths between two bound nodes: of all trails that fit length, properties and conditions, one of the
    /// shortest or all of the shortest. Binds the list of relationships and, when asked for, the path.
    ShortestPath {
        /// Both ends are bound.
        hop: Hop,
        /// Number of hops.
        length: Length,
        /// One or all.
        selector: PathSelector,
        /// Each relationship must have these properties.
        properties: Vec<(Arc<str>, Expr)>,
        /// Bound to the path, from `hop.from` to `hop.to`; only asked for when a condition reads it.
        path: Option<VarId>,
        /// Conditions that read the list of relationships or the path. They hold during the search: a longer trail
        /// that satisfies them is taken when a shorter one does not. Mostly empty.
        conditions: Vec<Expr>,
    },
    /// Counts what hops would give instead of giving it: sets `count` to the number of choices of one relationship per
    /// hop, times the value of `times`, and drops the row when it is 0. Relationships and other ends are not bound.
    ExpandCount {
        /// One hop, or two from the same node; the second may ask to differ from the first (and then neither from any
        /// other).
        hops: Vec<CountedHop>,
        /// Bound to the integer.
        count: VarId,
        /// An integer column to multiply with.
        times: Option<VarId>,
        /// Does a row stay when there is nothing to count (OPTIONAL MATCH)?
        keep_zero: bool,
    },
    /// Counts what an [`OpKind::Intersect`] would give, likewise.
    IntersectCount {
        /// The first hop, and what the node that all hops lead to must satisfy.
        counted: CountedHop,
        /// The other hops, at least one. A hop's `distinct_from` may name relationships of hops before it.
        others: Vec<Hop>,
        /// The ends of the relationships bound before that a hop must differ from.
        ends: Vec<(VarId, VarId)>,
        /// Bound to the integer.
        count: VarId,
        /// An integer column to multiply with.
        times: Option<VarId>,
        /// Does a row stay when there is nothing to count (OPTIONAL MATCH)?
        keep_zero: bool,
    },
    /// Counts the trails that a [`OpKind::VarExpand`] would give, likewise.
    TrailCount {
        /// The hop, whose `distinct_from` is empty, and what ends must satisfy.
        counted: CountedHop,
        /// Number of hops.
        length: Length,
        /// Bound to the integer.
        count: VarId,
        /// An integer column to multiply with.
        times: Option<VarId>,
    },
    /// A number the store keeps anyway, in a column of every row.
    CountStore {
        /// What is counted.
        what: StoreCount,
        /// Bound to the integer.
        variable: VarId,
    },
    /// Binds a path from bound nodes and relationships (single or lists), in walking order.
    BindPath {
        /// Bound to the path.
        path: VarId,
        /// Its node variables.
        nodes: Vec<VarId>,
        /// Its relationship variables, one fewer; a list variable stands for all its hops and inner nodes.
        relationships: Vec<VarId>,
    },
    /// Procedure call per row.
    Call {
        /// What to call.
        procedure: Arc<Procedure>,
        /// Arguments.
        args: Vec<Expr>,
        /// Output numbers and the variables that get them.
        yields: Vec<(usize, VarId)>,
    },
    /// A row for everything listed, per row.
    Show {
        /// What is listed.
        table: Shown,
        /// Column numbers and the variables that get them.
        yields: Vec<(usize, VarId)>,
    },
    /// A row per element.
    Unwind {
        /// The list.
        list: Expr,
        /// Bound to the element.
        variable: VarId,
    },

    // ---- shaping ----
    /// Keeps rows for which the condition is true.
    Filter(Expr),
    /// Keeps rows whose node satisfies the label expression.
    FilterLabels {
        /// The node.
        node: VarId,
        /// The condition.
        labels: LabelExpr,
    },
    /// Sets variables, all from the row as it was before.
    Project(Vec<(VarId, Expr)>),
    /// Drops every column but these: the end of a scope. Also frees columns that nobody reads any more.
    Keep(Vec<VarId>),
    /// Groups and aggregates; afterwards only keys and aggregate results are there.
    Aggregate {
        /// Grouping keys.
        keys: Vec<(Expr, VarId)>,
        /// Aggregates.
        aggregates: Vec<(AggregateCall, VarId)>,
    },
    /// One row of each set of rows equal in these variables.
    Distinct(Vec<VarId>),
    /// Orders all rows.
    Sort(Vec<SortItem>),
    /// Orders and keeps the first `limit` (after `skip`) rows.
    TopK {
        /// By what.
        order_by: Vec<SortItem>,
        /// SKIP.
        skip: Option<Expr>,
        /// LIMIT.
        limit: Expr,
    },
    /// Leaves out the first rows.
    Skip(Expr),
    /// Keeps the first rows.
    Limit(Expr),

    // ---- nested plans ----
    /// Runs the plan for every row; a row without result stays, with `introduced` null.
    Optional {
        /// The nested plan.
        ops: Vec<Op>,
        /// Variables it binds.
        introduced: Vec<VarId>,
    },
    /// All incoming rows, held back, with the rows of a plan that starts from one row without columns, wherever the node is
    /// the same in both (hash join). Only where nothing is written.
    Join {
        /// The nested plan; binds the node, too.
        ops: Vec<Op>,
        /// The node.
        on: VarId,
    },
    /// Keeps rows for which the plan gives at least one row (or, with `anti`, none).
    Semi {
        /// The nested plan.
        ops: Vec<Op>,
        /// Keep those without result?
        anti: bool,
    },
    /// The rows of all branches. Every branch starts from the same incoming rows.
    Union {
        /// Branches and the variables that hold their columns.
        branches: Vec<(Vec<Op>, Vec<VarId>)>,
        /// The variables that hold the columns afterwards. (UNION without ALL is followed by Distinct.)
        outputs: Vec<VarId>,
    },

    // ---- writing: each takes all of its input before it begins, and hands on after it is done ----
    /// Creates nodes and relationships for every row.
    Create(CreatePattern),
    /// For every row: runs the plan against the graph as it is by then; if it gives nothing, creates.
    Merge {
        /// Finds the pattern.
        ops: Vec<Op>,
        /// Variables it binds.
        introduced: Vec<VarId>,
        /// What to create.
        create: CreatePattern,
        /// ON MATCH SET.
        on_match: Vec<SetItem>,
        /// ON CREATE SET.
        on_create: Vec<SetItem>,
        /// Property values that must not be null, of both nodes and relationships of the pattern: with the name shown in
        /// the error.
        required: Vec<(Arc<str>, Expr)>,
    },
    /// SET.
    Set(Vec<SetItem>),
    /// REMOVE.
    Remove(Vec<RemoveItem>),
    /// DELETE.
    Delete {
        /// Nodes, relationships, paths.
        targets: Vec<Expr>,
        /// DETACH?
        detach: bool,
    },
    /// CREATE INDEX, CREATE CONSTRAINT.
    Define(Define),
    /// DROP INDEX, DROP CONSTRAINT.
    Undefine(Undefine),
    /// A write that returns nothing: swallows all rows at the end of a statement without RETURN.
    Finish,
}
