//! Checked expressions. Know nothing of rows: how they are evaluated is `exec::eval`'s business.

use std::sync::Arc;

use super::VarId;
use crate::function::ScalarFunction;
use crate::source::Span;
use crate::value::{Kind, Value};

/// Number of a subquery in [`Query::subqueries`](super::Query::subqueries).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SubqueryId(pub u32);

/// An expression with what is known of its value and where it stands.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The kind of its value (any value may also be null).
    pub ty: Kind,
    /// Where it stands.
    pub span: Span,
}

/// What an expression is. Aggregates do not occur: the checker moved them into
/// [`Aggregation`](super::Aggregation), and what is left refers to their result variables.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A constant.
    Literal(Value),
    /// `$name`.
    Parameter(Arc<str>),
    /// A variable of the row or of an enclosing comprehension.
    Variable(VarId),
    /// `subject.key`.
    Property {
        /// Node, relationship, map or temporal value.
        subject: Box<Expr>,
        /// Name of the property.
        key: Arc<str>,
    },
    /// `subject[index]`.
    Index {
        /// List, map, node or relationship.
        subject: Box<Expr>,
        /// Integer or string.
        index: Box<Expr>,
    },
    /// `subject[from..to]`.
    Slice {
        /// List.
        subject: Box<Expr>,
        /// First index taken.
        from: Option<Box<Expr>>,
        /// First index not taken.
        to: Option<Box<Expr>>,
    },
    /// `-operand`.
    Negate(Box<Expr>),
    /// `+operand`: the operand, which must be a number.
    Plus(Box<Expr>),
    /// `left op right`.
    Arithmetic {
        /// The operator.
        op: ArithmeticOp,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `left op right`, three-valued. A chain `a < b < c` is an [`ExprKind::And`] of comparisons.
    Compare {
        /// The operator.
        op: CompareOp,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `left STARTS WITH right` and its kin.
    StringMatch {
        /// The operator.
        op: StringOp,
        /// The text.
        left: Box<Expr>,
        /// What to look for.
        right: Box<Expr>,
    },
    /// `element IN list`.
    In {
        /// The element.
        element: Box<Expr>,
        /// The list.
        list: Box<Expr>,
    },
    /// All of them; at least two.
    And(Vec<Expr>),
    /// Any of them; at least two.
    Or(Vec<Expr>),
    /// Exactly one of both.
    Xor(Box<Expr>, Box<Expr>),
    /// `NOT operand`.
    Not(Box<Expr>),
    /// `operand IS NULL`, or with `negated` IS NOT NULL.
    IsNull {
        /// The operand.
        operand: Box<Expr>,
        /// IS NOT NULL?
        negated: bool,
    },
    /// `subject:A:B`: labels of a node or the type of a relationship.
    HasLabels {
        /// Node or relationship.
        subject: Box<Expr>,
        /// What to ask.
        labels: LabelExpr,
    },
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{a: 1}`.
    Map(Vec<(Arc<str>, Expr)>),
    /// `CASE`.
    Case {
        /// The operand of the simple form.
        subject: Option<Box<Expr>>,
        /// WHEN and THEN.
        branches: Vec<(Expr, Expr)>,
        /// ELSE; null when absent.
        otherwise: Option<Box<Expr>>,
    },
    /// A call of a scalar function.
    Function {
        /// Its declaration.
        function: &'static ScalarFunction,
        /// Its arguments; their number fits the declaration.
        args: Vec<Expr>,
    },
    /// `[variable IN list WHERE predicate | projection]`.
    ListComprehension {
        /// Bound to each element.
        variable: VarId,
        /// The list.
        list: Box<Expr>,
        /// Which elements.
        predicate: Option<Box<Expr>>,
        /// What of them; the element itself when absent.
        projection: Option<Box<Expr>>,
    },
    /// `all(variable IN list WHERE predicate)` and its kin.
    Quantifier {
        /// Which one.
        quantifier: Quantifier,
        /// Bound to each element.
        variable: VarId,
        /// The list.
        list: Box<Expr>,
        /// The condition.
        predicate: Box<Expr>,
    },
    /// `reduce(accumulator = initial, variable IN list | body)`.
    Reduce {
        /// Holds the running result.
        accumulator: VarId,
        /// What it starts as.
        initial: Box<Expr>,
        /// Bound to each element.
        variable: VarId,
        /// The list.
        list: Box<Expr>,
        /// The next running result.
        body: Box<Expr>,
    },
    /// EXISTS, COUNT, pattern predicates and pattern comprehensions.
    Subquery(SubqueryId),
}

/// Arithmetic operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticOp {
    /// `+`: numbers, strings, lists, temporal values.
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `^`
    Power,
    /// `||`: strings and lists only.
    Concatenate,
}

/// Comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum CompareOp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Operators on strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum StringOp {
    StartsWith,
    EndsWith,
    Contains,
    Matches,
}

/// The four quantifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Quantifier {
    All,
    Any,
    None,
    Single,
}

/// A condition on labels (or on a relationship type).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LabelExpr {
    /// This label.
    Label(Arc<str>),
    /// `%`: any label at all.
    Any,
    /// `!a`
    Not(Box<LabelExpr>),
    /// `a & b`, also `:A:B`.
    And(Vec<LabelExpr>),
    /// `a | b`
    Or(Vec<LabelExpr>),
}

impl Expr {
    /// An expression of this kind at this place.
    pub fn new(kind: ExprKind, ty: Kind, span: Span) -> Self {
        Self { kind, ty, span }
    }

    /// A constant.
    pub fn literal(value: impl Into<Value>, span: Span) -> Self {
        let value = value.into();
        let ty = value.kind();
        Self::new(ExprKind::Literal(value), ty, span)
    }
}
