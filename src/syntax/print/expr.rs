//! Expressions as text.

use std::fmt::{self, Formatter};

use super::{Parameter, Variable, separated};
use crate::syntax::ast::{
    BinaryOp, Expr, ExprKind, FunctionCall, Literal, MapProjectionItem, Subquery, UnaryOp,
};
use crate::syntax::keyword::Keyword;

/// What may stand somewhere without parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The loosest level of operators; the grammar's levels, and two more for signs and operands.
    floor: u8,
    /// A `|` would end the expression: no label condition with one.
    bar_ends: bool,
}

impl Place {
    /// Anything.
    pub(super) const ANY: Self = Self {
        floor: 1,
        bar_ends: false,
    };
    /// Anything before a `|` that belongs to the construct around.
    const BEFORE_BAR: Self = Self {
        floor: 1,
        bar_ends: true,
    };

    fn at(self, floor: u8) -> Self {
        Self { floor, ..self }
    }
}

const COMPARISON: u8 = 5;
const PREDICATE: u8 = 6;
const SUM: u8 = 7;
const SIGN: u8 = 10;
const LABELLED: u8 = 11;
const OPERAND: u8 = 12;

/// How loosely the outermost operator binds.
fn level(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Or(_) => 1,
        ExprKind::Xor(_) => 2,
        ExprKind::And(_) => 3,
        ExprKind::Unary {
            op: UnaryOp::Not, ..
        } => 4,
        ExprKind::Comparison { .. } => COMPARISON,
        ExprKind::StringTest { .. } | ExprKind::In { .. } | ExprKind::IsNull { .. } => PREDICATE,
        ExprKind::Binary { rest, .. } => rest.first().map_or(OPERAND, |(op, _)| binary_level(*op)),
        ExprKind::Unary { .. } => SIGN,
        ExprKind::Literal(Literal::Integer(number)) if *number < 0 => SIGN,
        ExprKind::Literal(Literal::Float(number)) if number.is_sign_negative() => SIGN,
        ExprKind::HasLabels { .. } => LABELLED,
        _ => OPERAND,
    }
}

fn binary_level(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Concatenate => SUM,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo => 8,
        BinaryOp::Power => 9,
    }
}

/// What `.key` or `[index]` may follow.
pub(super) fn operand(f: &mut Formatter<'_>, expr: &Expr) -> fmt::Result {
    self::expr(f, expr, Place::ANY.at(OPERAND))
}

pub(super) fn expr(f: &mut Formatter<'_>, expr: &Expr, place: Place) -> fmt::Result {
    let level = level(expr);
    if level < place.floor || (place.bar_ends && has_bar(expr)) {
        f.write_str("(")?;
        bare(f, expr, Place::ANY, level)?;
        return f.write_str(")");
    }
    bare(f, expr, place, level)
}

/// Whether the text would have a `|` of a label condition at its outermost level.
fn has_bar(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::HasLabels { labels, .. } if labels.to_string().contains('|'))
}

fn bare(f: &mut Formatter<'_>, expr: &Expr, place: Place, level: u8) -> fmt::Result {
    let chain = |f: &mut Formatter<'_>, parts: &[Expr], word: &str| {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                write!(f, " {word} ")?;
            }
            self::expr(f, part, place.at(level + 1))?;
        }
        Ok(())
    };
    match &expr.kind {
        ExprKind::Literal(value) => literal(f, value),
        ExprKind::Parameter(name) => write!(f, "{}", Parameter(name)),
        ExprKind::Variable(name) => write!(f, "{}", Variable(name)),
        ExprKind::Property { target, key } => {
            self::expr(f, target, place.at(OPERAND))?;
            write!(f, ".{key}")
        }
        ExprKind::Index { target, index } => {
            self::expr(f, target, place.at(OPERAND))?;
            write!(f, "[{index}]")
        }
        ExprKind::Slice { target, from, to } => {
            self::expr(f, target, place.at(OPERAND))?;
            f.write_str("[")?;
            separated(f, "", from)?;
            f.write_str("..")?;
            separated(f, "", to)?;
            f.write_str("]")
        }
        ExprKind::Unary {
            op: UnaryOp::Not,
            operand,
        } => {
            f.write_str("NOT ")?;
            self::expr(f, operand, place.at(level))
        }
        ExprKind::Unary { op, operand } => {
            f.write_str(if *op == UnaryOp::Minus { "-" } else { "+" })?;
            // A number behind a minus would be taken as one literal with it.
            let number = matches!(
                operand.kind,
                ExprKind::Literal(Literal::Integer(_) | Literal::Float(_))
            );
            if number {
                write!(f, "({operand})")
            } else {
                self::expr(f, operand, place.at(SIGN))
            }
        }
        ExprKind::Binary { first, rest } => {
            // The chain takes in what is to its left, so a first operand of the same level needs parentheses.
            self::expr(f, first, place.at(level + 1))?;
            rest.iter().try_for_each(|(op, operand)| {
                write!(f, " {} ", op.symbol())?;
                self::expr(f, operand, place.at(level + 1))
            })
        }
        ExprKind::Comparison { first, rest } => {
            self::expr(f, first, place.at(level + 1))?;
            rest.iter().try_for_each(|(op, operand)| {
                write!(f, " {} ", op.symbol())?;
                self::expr(f, operand, place.at(level + 1))
            })
        }
        ExprKind::And(parts) => chain(f, parts, "AND"),
        ExprKind::Or(parts) => chain(f, parts, "OR"),
        ExprKind::Xor(parts) => chain(f, parts, "XOR"),
        ExprKind::StringTest { op, left, right } => {
            self::expr(f, left, place.at(PREDICATE))?;
            write!(f, " {} ", op.symbol())?;
            self::expr(f, right, place.at(SUM))
        }
        ExprKind::In { element, list } => {
            self::expr(f, element, place.at(PREDICATE))?;
            f.write_str(" IN ")?;
            self::expr(f, list, place.at(SUM))
        }
        ExprKind::IsNull { operand, negated } => {
            self::expr(f, operand, place.at(PREDICATE))?;
            f.write_str(if *negated { " IS NOT NULL" } else { " IS NULL" })
        }
        ExprKind::HasLabels { operand, labels } => {
            self::expr(f, operand, place.at(OPERAND))?;
            write!(f, ":{labels}")
        }
        ExprKind::List(items) => list(f, items),
        ExprKind::Map(entries) => {
            f.write_str("{")?;
            separated(
                f,
                ", ",
                entries.iter().map(|(key, value)| format!("{key}: {value}")),
            )?;
            f.write_str("}")
        }
        ExprKind::MapProjection { variable, items } => {
            write!(f, "{} {{", Variable(variable))?;
            let items = items.iter().map(|item| match item {
                MapProjectionItem::Property(key) => format!(".{key}"),
                MapProjectionItem::Entry(key, value) => format!("{key}: {value}"),
                MapProjectionItem::Variable(name) => Variable(name).to_string(),
                MapProjectionItem::All(_) => ".*".to_owned(),
            });
            separated(f, ", ", items)?;
            f.write_str("}")
        }
        ExprKind::Case(case) => {
            f.write_str("CASE")?;
            case.operand
                .iter()
                .try_for_each(|operand| write!(f, " {operand}"))?;
            for branch in &case.alternatives {
                f.write_str(" WHEN ")?;
                self::expr(f, &branch.when, place.at(1))?;
                f.write_str(" THEN ")?;
                self::expr(f, &branch.then, place.at(1))?;
            }
            if let Some(otherwise) = &case.otherwise {
                f.write_str(" ELSE ")?;
                self::expr(f, otherwise, place.at(1))?;
            }
            f.write_str(" END")
        }
        ExprKind::FunctionCall(call) => function_call(f, call),
        ExprKind::CountStar => f.write_str("count(*)"),
        ExprKind::ListComprehension(comprehension) => {
            write!(f, "[{} IN ", Variable(&comprehension.variable))?;
            self::expr(f, &comprehension.list, Place::BEFORE_BAR)?;
            before_bar(f, comprehension.predicate.as_deref())?;
            if let Some(projection) = &comprehension.projection {
                write!(f, " | {projection}")?;
            }
            f.write_str("]")
        }
        ExprKind::PatternComprehension(comprehension) => {
            write!(f, "[{}", comprehension.pattern)?;
            before_bar(f, comprehension.predicate.as_deref())?;
            write!(f, " | {}]", comprehension.projection)
        }
        ExprKind::Quantifier(quantifier) => write!(
            f,
            "{}({} IN {} WHERE {})",
            quantifier.kind.symbol(),
            Variable(&quantifier.variable),
            quantifier.list,
            quantifier.predicate
        ),
        ExprKind::Reduce(reduce) => {
            write!(
                f,
                "reduce({} = {}, ",
                Variable(&reduce.accumulator),
                reduce.initial
            )?;
            write!(f, "{} IN ", Variable(&reduce.variable))?;
            self::expr(f, &reduce.list, Place::BEFORE_BAR)?;
            write!(f, " | {})", reduce.body)
        }
        ExprKind::Pattern(pattern) => write!(f, "{pattern}"),
        ExprKind::Exists(subquery) => braces(f, "EXISTS", subquery),
        ExprKind::Count(subquery) => braces(f, "COUNT", subquery),
    }
}

fn literal(f: &mut Formatter<'_>, literal: &Literal) -> fmt::Result {
    match literal {
        Literal::Null => f.write_str("null"),
        Literal::Boolean(value) => write!(f, "{value}"),
        Literal::Integer(value) => write!(f, "{value}"),
        Literal::Float(value) => write!(f, "{value:?}"),
        Literal::String(text) => {
            f.write_str("'")?;
            for character in text.chars() {
                match character {
                    '\\' => f.write_str("\\\\")?,
                    '\'' => f.write_str("\\'")?,
                    '\n' => f.write_str("\\n")?,
                    '\r' => f.write_str("\\r")?,
                    '\t' => f.write_str("\\t")?,
                    _ if character.is_control() => write!(f, "\\u{:04x}", u32::from(character))?,
                    _ => write!(f, "{character}")?,
                }
            }
            f.write_str("'")
        }
    }
}

/// `[x IN xs]` would be a comprehension, so a lone `x IN xs` in a list is put in parentheses.
fn list(f: &mut Formatter<'_>, items: &[Expr]) -> fmt::Result {
    if let [item] = items
        && starts_like_comprehension(item)
    {
        return write!(f, "[({item})]");
    }
    f.write_str("[")?;
    separated(f, ", ", items)?;
    f.write_str("]")
}

/// Whether the text begins with a variable and `IN`.
fn starts_like_comprehension(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::In { element, .. } => {
            matches!(element.kind, ExprKind::Variable(_)) || starts_like_comprehension(element)
        }
        ExprKind::Or(parts) | ExprKind::And(parts) | ExprKind::Xor(parts) => {
            parts.first().is_some_and(starts_like_comprehension)
        }
        ExprKind::Comparison { first, .. } | ExprKind::Binary { first, .. } => {
            starts_like_comprehension(first)
        }
        ExprKind::StringTest { left: operand, .. } | ExprKind::IsNull { operand, .. } => {
            starts_like_comprehension(operand)
        }
        _ => false,
    }
}

fn before_bar(f: &mut Formatter<'_>, predicate: Option<&Expr>) -> fmt::Result {
    let Some(predicate) = predicate else {
        return Ok(());
    };
    f.write_str(" WHERE ")?;
    expr(f, predicate, Place::BEFORE_BAR)
}

fn function_call(f: &mut Formatter<'_>, call: &FunctionCall) -> fmt::Result {
    match call.name.as_slice() {
        [name] if Keyword::from_text(&name.text).is_none() && !is_special(&name.text) => {
            write!(f, "{name}")?;
        }
        // The one function whose name is a reserved word.
        [name] if Keyword::from_text(&name.text) == Some(Keyword::Exists) && !call.distinct => {
            write!(f, "{name}")?;
        }
        [name] if Keyword::from_text(&name.text) == Some(Keyword::Count) => write!(f, "{name}")?,
        [first, rest @ ..] => {
            write!(f, "{}", Quoted(&first.text))?;
            rest.iter().try_for_each(|name| write!(f, ".{name}"))?;
        }
        [] => {}
    }
    f.write_str(if call.distinct { "(DISTINCT " } else { "(" })?;
    separated(f, ", ", &call.args)?;
    f.write_str(")")
}

/// Names of functions the grammar treats in its own way.
fn is_special(name: &str) -> bool {
    ["shortestPath", "allShortestPaths"]
        .iter()
        .any(|special| special.eq_ignore_ascii_case(name))
}

/// The first part of a dotted name, in back-ticks when it could be read as something else.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let plain = super::is_plain(self.0) && Keyword::from_text(self.0).is_none();
        if plain && !is_special(self.0) {
            f.write_str(self.0)
        } else {
            super::quoted(f, self.0)
        }
    }
}

fn braces(f: &mut Formatter<'_>, word: &str, subquery: &Subquery) -> fmt::Result {
    write!(f, "{word} {{ ")?;
    match subquery {
        Subquery::Query(query) => write!(f, "{query}")?,
        Subquery::Pattern {
            patterns,
            predicate,
        } => {
            separated(f, ", ", patterns)?;
            super::condition(f, predicate.as_deref())?;
        }
    }
    f.write_str(" }")
}
