//! Expressions.

use super::clause::dotted;
use super::{LabelExpr, Name, PathPattern, Query};
use crate::source::Span;

/// An expression and its place. Parentheses leave no trace but in the span of what is around them.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, without surrounding parentheses.
    pub span: Span,
}

/// The forms of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A value written out. A minus directly before a number belongs to it.
    Literal(Literal),
    /// `$name`.
    Parameter(Name),
    /// A variable.
    Variable(Name),
    /// `target.key`.
    Property {
        /// Whose.
        target: Box<Expr>,
        /// Which.
        key: Name,
    },
    /// `target[index]`.
    Index {
        /// List, map, node or relationship.
        target: Box<Expr>,
        /// Position or key.
        index: Box<Expr>,
    },
    /// `target[from..to]`.
    Slice {
        /// The list.
        target: Box<Expr>,
        /// First position.
        from: Option<Box<Expr>>,
        /// Position after the last.
        to: Option<Box<Expr>>,
    },
    /// `-x`, `+x`, `NOT x`.
    Unary {
        /// Which.
        op: UnaryOp,
        /// The operand.
        operand: Box<Expr>,
    },
    /// Operators of one level, applied from left to right: `first op expr op expr ...`.
    Binary {
        /// The leftmost operand.
        first: Box<Expr>,
        /// The further operands, each with the operator before it; at least one.
        rest: Vec<(BinaryOp, Expr)>,
    },
    /// `a AND b AND ...`; two or more.
    And(Vec<Expr>),
    /// `a OR b OR ...`; two or more.
    Or(Vec<Expr>),
    /// `a XOR b XOR ...`; two or more.
    Xor(Vec<Expr>),
    /// `a < b`; a chain `a < b <= c` means `a < b AND b <= c`.
    Comparison {
        /// The leftmost operand.
        first: Box<Expr>,
        /// The further operands, each with the operator before it; at least one.
        rest: Vec<(ComparisonOp, Expr)>,
    },
    /// `STARTS WITH`, `ENDS WITH`, `CONTAINS`, `=~`.
    StringTest {
        /// Which.
        op: StringOp,
        /// The text.
        left: Box<Expr>,
        /// What is looked for.
        right: Box<Expr>,
    },
    /// `element IN list`.
    In {
        /// What is looked for.
        element: Box<Expr>,
        /// Where.
        list: Box<Expr>,
    },
    /// `operand IS NULL`, `operand IS NOT NULL`.
    IsNull {
        /// The operand.
        operand: Box<Expr>,
        /// `NOT` is written.
        negated: bool,
    },
    /// `operand:A:B`, `operand:A|B`, `operand IS LABELED A`.
    HasLabels {
        /// A node, or a relationship with its type.
        operand: Box<Expr>,
        /// The condition.
        labels: LabelExpr,
    },
    /// `[a, b, ...]`.
    List(Vec<Expr>),
    /// `{key: value, ...}`.
    Map(Vec<(Name, Expr)>),
    /// `variable{.key, key: value, other, .*}`.
    MapProjection {
        /// Whose properties.
        variable: Name,
        /// What the map has.
        items: Vec<MapProjectionItem>,
    },
    /// `CASE ... END`.
    Case(Case),
    /// `name(args)`.
    FunctionCall(FunctionCall),
    /// `count(*)`.
    CountStar,
    /// `[variable IN list WHERE predicate | projection]`.
    ListComprehension(ListComprehension),
    /// `[variable = pattern WHERE predicate | projection]`.
    PatternComprehension(PatternComprehension),
    /// `all(variable IN list WHERE predicate)` and its kind.
    Quantifier(Quantifier),
    /// `reduce(accumulator = initial, variable IN list | body)`.
    Reduce(Reduce),
    /// A pattern as predicate: at least one step; the grammar accepts it only where a truth value is wanted.
    Pattern(Box<PathPattern>),
    /// `EXISTS { ... }`, and `exists(pattern)`.
    Exists(Subquery),
    /// `COUNT { ... }`.
    Count(Subquery),
}

/// A value written out.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Literal {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(String),
}

/// Operators before their operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `NOT`
    Not,
}

/// Operators between two operands, left-associative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `||`: strings or lists joined.
    Concatenate,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `^`
    Power,
}

impl BinaryOp {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Concatenate => "||",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
            Self::Power => "^",
        }
    }
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ComparisonOp {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl ComparisonOp {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// Tests on text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StringOp {
    /// `STARTS WITH`
    StartsWith,
    /// `ENDS WITH`
    EndsWith,
    /// `CONTAINS`
    Contains,
    /// `=~`
    Matches,
}

impl StringOp {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::StartsWith => "STARTS WITH",
            Self::EndsWith => "ENDS WITH",
            Self::Contains => "CONTAINS",
            Self::Matches => "=~",
        }
    }
}

/// One element of a map projection.
#[derive(Debug, Clone, PartialEq)]
pub enum MapProjectionItem {
    /// `.key`: the property of this name.
    Property(Name),
    /// `key: value`.
    Entry(Name, Expr),
    /// `variable`: its value under its own name.
    Variable(Name),
    /// `.*`: all properties.
    All(Span),
}

/// `CASE [operand] WHEN condition THEN value ... [ELSE otherwise] END`.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What the conditions are compared with; without it each must be a truth value.
    pub operand: Option<Box<Expr>>,
    /// The branches, at least one.
    pub alternatives: Vec<Alternative>,
    /// The value when none applies; null when not written.
    pub otherwise: Option<Box<Expr>>,
}

/// One branch of a [`Case`].
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// After `WHEN`.
    pub when: Expr,
    /// After `THEN`.
    pub then: Expr,
}

/// `name.parts([DISTINCT] args)`.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionCall {
    /// The name, in the parts between the dots; at least one.
    pub name: Vec<Name>,
    /// `DISTINCT` is written.
    pub distinct: bool,
    /// The arguments.
    pub args: Vec<Expr>,
}

impl FunctionCall {
    /// The whole name with dots.
    pub fn dotted_name(&self) -> String {
        dotted(&self.name)
    }
}

/// `[variable IN list WHERE predicate | projection]`.
#[derive(Debug, Clone, PartialEq)]
pub struct ListComprehension {
    /// One element.
    pub variable: Name,
    /// Where elements come from.
    pub list: Box<Expr>,
    /// Which elements.
    pub predicate: Option<Box<Expr>>,
    /// What of them; the element itself when not written.
    pub projection: Option<Box<Expr>>,
}

/// `[variable = pattern WHERE predicate | projection]`; the variable is in the pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct PatternComprehension {
    /// The pattern, with at least one step.
    pub pattern: Box<PathPattern>,
    /// Which matches.
    pub predicate: Option<Box<Expr>>,
    /// What of each match.
    pub projection: Box<Expr>,
}

/// `kind(variable IN list WHERE predicate)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantifier {
    /// Which.
    pub kind: QuantifierKind,
    /// One element.
    pub variable: Name,
    /// Where elements come from.
    pub list: Box<Expr>,
    /// What holds of them.
    pub predicate: Box<Expr>,
}

/// How many elements must satisfy the predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the language's own")]
pub enum QuantifierKind {
    All,
    Any,
    None,
    Single,
}

impl QuantifierKind {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::None => "none",
            Self::Single => "single",
        }
    }
}

/// `reduce(accumulator = initial, variable IN list | body)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduce {
    /// The name of what is carried along.
    pub accumulator: Name,
    /// Its first value.
    pub initial: Box<Expr>,
    /// One element.
    pub variable: Name,
    /// Where elements come from.
    pub list: Box<Expr>,
    /// The next value of the accumulator.
    pub body: Box<Expr>,
}

/// What stands in the braces of `EXISTS { }` and `COUNT { }`.
#[derive(Debug, Clone, PartialEq)]
pub enum Subquery {
    /// `[MATCH] patterns [WHERE predicate]`, without `MATCH`.
    Pattern {
        /// The patterns, at least one.
        patterns: Vec<PathPattern>,
        /// The condition.
        predicate: Option<Box<Expr>>,
    },
    /// A full query; its last clause may be any.
    Query(Box<Query>),
}
