//! Operators by precedence climbing: one function for all levels, so that a bracket costs few stack frames; operators
//! of one level are gathered in one node, so that long chains cost none.

use super::super::label::{Subject, condition};
use super::postfix::postfix;
use super::{Boxed, spanning};
use crate::syntax::ast::{
    BinaryOp, ComparisonOp, Expr, ExprKind, LabelExpr, Literal, StringOp, UnaryOp,
};
use crate::syntax::depth;
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::committed;
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Stream, unsupported};
use crate::syntax::token::{Symbol, TokenKind};

/// Levels of precedence, the loosest first. What binds tighter than all of them is not a level: unary signs, then
/// what follows an operand.
type Level = u8;
const OR: Level = 1;
const XOR: Level = 2;
const AND: Level = 3;
const NOT: Level = 4;
const COMPARISON: Level = 5;
/// String, list and null predicates.
const PREDICATE: Level = 6;
const SUM: Level = 7;
const PRODUCT: Level = 8;
const POWER: Level = 9;

/// The level of a whole expression.
pub(super) const LOWEST: Level = OR;

/// An operator between or behind operands.
#[derive(Debug, Clone, Copy)]
enum Operator {
    Or,
    Xor,
    And,
    Compare(ComparisonOp),
    Text(StringOp),
    In,
    IsNull { negated: bool },
    IsLabeled { negated: bool },
    Binary(BinaryOp),
}

/// An expression of operators that bind at least as tight as `floor`.
pub(super) fn operators(input: Stream<'_>, floor: Level) -> Boxed<'_> {
    let (rest, first) = prefixed(input.flat(), floor)?;
    let (rest, expr) = match operator(rest)? {
        Some((level, ..)) if level >= floor => climb(input, rest, first, floor)?,
        _ => (rest, first),
    };
    Ok((rest.at_least_as_high(input), expr))
}

/// The operators behind the first operand; the expression starts at `input`.
fn climb<'a>(
    input: Stream<'a>,
    mut rest: Stream<'a>,
    mut left: Box<Expr>,
    floor: Level,
) -> Boxed<'a> {
    // The level of the node this loop made last; only that one may take in further operands.
    let mut open: Option<Level> = None;
    while let Some((level, operator, tokens)) = operator(rest)? {
        if level < floor {
            break;
        }
        let after = rest.skip(tokens);
        match operator {
            Operator::IsNull { negated } => {
                let kind = ExprKind::IsNull {
                    operand: left,
                    negated,
                };
                (rest, left) = spanning(input, after, kind)?;
            }
            Operator::IsLabeled { negated } => {
                let (behind, labels) = condition(after, Subject::Labels)?;
                (rest, left) = spanning(input, behind, labelled(left, labels, negated))?;
            }
            _ => {
                let (behind, right) =
                    committed(operators(after.deeper(depth::OPERAND)?, level + 1))?;
                rest = behind.back(after);
                if open != Some(level) || level == PREDICATE {
                    rest = rest.higher()?;
                }
                left = join(left, operator, right, open == Some(level));
                left.span = rest.since(input);
            }
        }
        open = Some(level);
    }
    Ok((rest, left))
}

fn labelled(operand: Box<Expr>, labels: LabelExpr, negated: bool) -> ExprKind {
    let span = operand.span.to(labels.span);
    let kind = ExprKind::HasLabels { operand, labels };
    if negated {
        let operand = Box::new(Expr { kind, span });
        return ExprKind::Unary {
            op: UnaryOp::Not,
            operand,
        };
    }
    kind
}

/// `left operator right`; when `open`, `left` is a chain of the same level that takes in `right`.
#[expect(
    clippy::unnecessary_box_returns,
    reason = "the box comes in and goes out again"
)]
fn join(mut left: Box<Expr>, operator: Operator, right: Box<Expr>, open: bool) -> Box<Expr> {
    if open {
        match (&mut left.kind, operator) {
            (ExprKind::Or(parts), Operator::Or)
            | (ExprKind::Xor(parts), Operator::Xor)
            | (ExprKind::And(parts), Operator::And) => {
                parts.push(*right);
                return left;
            }
            (ExprKind::Comparison { rest, .. }, Operator::Compare(op)) => {
                rest.push((op, *right));
                return left;
            }
            (ExprKind::Binary { rest, .. }, Operator::Binary(op)) => {
                rest.push((op, *right));
                return left;
            }
            _ => {}
        }
    }
    let span = left.span;
    let kind = match operator {
        Operator::Or => ExprKind::Or(vec![*left, *right]),
        Operator::Xor => ExprKind::Xor(vec![*left, *right]),
        Operator::And => ExprKind::And(vec![*left, *right]),
        Operator::Compare(op) => ExprKind::Comparison {
            first: left,
            rest: vec![(op, *right)],
        },
        Operator::Binary(op) => ExprKind::Binary {
            first: left,
            rest: vec![(op, *right)],
        },
        Operator::Text(op) => ExprKind::StringTest { op, left, right },
        Operator::In => ExprKind::In {
            element: left,
            list: right,
        },
        // These have no right operand and are made where they are read.
        Operator::IsNull { .. } | Operator::IsLabeled { .. } => return left,
    };
    Box::new(Expr { kind, span })
}

/// The operator here: its level, itself, how many tokens it has.
fn operator(
    input: Stream<'_>,
) -> Result<Option<(Level, Operator, usize)>, nom::Err<crate::syntax::stream::Miss>> {
    let Some(kind) = input.peek() else {
        return Ok(None);
    };
    let found = match kind {
        TokenKind::Keyword(keyword) => match keyword {
            Keyword::Or => (OR, Operator::Or, 1),
            Keyword::Xor => (XOR, Operator::Xor, 1),
            Keyword::And => (AND, Operator::And, 1),
            Keyword::In => (PREDICATE, Operator::In, 1),
            Keyword::Contains => (PREDICATE, Operator::Text(StringOp::Contains), 1),
            Keyword::Starts | Keyword::Ends if !input.keyword_ahead(1, Keyword::With) => {
                return input.skip(1).miss(Expected::Keyword(Keyword::With));
            }
            Keyword::Starts => (PREDICATE, Operator::Text(StringOp::StartsWith), 2),
            Keyword::Ends => (PREDICATE, Operator::Text(StringOp::EndsWith), 2),
            Keyword::Is => return is_something(input).map(Some),
            _ => return Ok(None),
        },
        TokenKind::Symbol(symbol) => match symbol {
            Symbol::Equal => (COMPARISON, Operator::Compare(ComparisonOp::Equal), 1),
            Symbol::NotEqual => (COMPARISON, Operator::Compare(ComparisonOp::NotEqual), 1),
            Symbol::Less => (COMPARISON, Operator::Compare(ComparisonOp::Less), 1),
            Symbol::LessEqual => (COMPARISON, Operator::Compare(ComparisonOp::LessOrEqual), 1),
            Symbol::Greater => (COMPARISON, Operator::Compare(ComparisonOp::Greater), 1),
            Symbol::GreaterEqual => (
                COMPARISON,
                Operator::Compare(ComparisonOp::GreaterOrEqual),
                1,
            ),
            Symbol::TildeEqual => (PREDICATE, Operator::Text(StringOp::Matches), 1),
            Symbol::Plus => (SUM, Operator::Binary(BinaryOp::Add), 1),
            Symbol::Minus => (SUM, Operator::Binary(BinaryOp::Subtract), 1),
            Symbol::DoublePipe => (SUM, Operator::Binary(BinaryOp::Concatenate), 1),
            Symbol::Star => (PRODUCT, Operator::Binary(BinaryOp::Multiply), 1),
            Symbol::Slash => (PRODUCT, Operator::Binary(BinaryOp::Divide), 1),
            Symbol::Percent => (PRODUCT, Operator::Binary(BinaryOp::Modulo), 1),
            Symbol::Caret => (POWER, Operator::Binary(BinaryOp::Power), 1),
            Symbol::DoubleColon => return unsupported("The type predicate ::", input.span()),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    Ok(Some(found))
}

/// `IS [NOT] NULL`, `IS [NOT] LABELED`.
fn is_something(
    input: Stream<'_>,
) -> Result<(Level, Operator, usize), nom::Err<crate::syntax::stream::Miss>> {
    let negated = input.keyword_ahead(1, Keyword::Not);
    let words = 1 + usize::from(negated);
    let behind = input.skip(words);
    let operator = match behind.peek() {
        Some(TokenKind::Keyword(Keyword::Null)) => Operator::IsNull { negated },
        Some(TokenKind::Keyword(Keyword::Labeled)) => Operator::IsLabeled { negated },
        Some(TokenKind::Symbol(Symbol::DoubleColon)) => {
            return unsupported("The type predicate IS ::", behind.skip(1).since(input));
        }
        _ => {
            for word in ["TYPED", "NORMALIZED", "NFC", "NFD", "NFKC", "NFKD"] {
                if behind.are_words(word) {
                    return unsupported(&format!("IS {word}"), behind.skip(1).since(input));
                }
            }
            if !negated {
                behind.want(Expected::Keyword(Keyword::Not));
            }
            return behind.miss(Expected::Keyword(Keyword::Null));
        }
    };
    Ok((PREDICATE, operator, words + 1))
}

/// `NOT`, unary signs, or an operand.
fn prefixed(input: Stream<'_>, floor: Level) -> Boxed<'_> {
    let op = match input.peek() {
        Some(TokenKind::Keyword(Keyword::Not)) if floor <= NOT => UnaryOp::Not,
        Some(TokenKind::Symbol(Symbol::Plus)) => UnaryOp::Plus,
        Some(TokenKind::Symbol(Symbol::Minus)) => UnaryOp::Minus,
        _ => return postfix(input),
    };
    if op == UnaryOp::Minus
        && let Some(literal) = negative(input)
    {
        return spanning(input, input.skip(2), ExprKind::Literal(literal));
    }
    signed(input, op)
}

fn signed(input: Stream<'_>, op: UnaryOp) -> Boxed<'_> {
    let inner = input.skip(1).deeper(depth::OPERAND)?;
    let (rest, operand) = match op {
        UnaryOp::Not => operators(inner, NOT)?,
        UnaryOp::Plus | UnaryOp::Minus => prefixed(inner, POWER)?,
    };
    spanning(input, rest.back(input), ExprKind::Unary { op, operand })
}

/// A minus and a number make one literal, unless something is asked of the number first: `-1[0]`, `-1:A`.
fn negative(input: Stream<'_>) -> Option<Literal> {
    let asks = [Symbol::Dot, Symbol::BracketOpen, Symbol::Colon];
    if asks.iter().any(|symbol| input.symbol_ahead(2, *symbol)) {
        return None;
    }
    match input.ahead(1)? {
        TokenKind::Integer(number) => 0_i64.checked_sub_unsigned(*number).map(Literal::Integer),
        TokenKind::Float(number) => Some(Literal::Float(-number)),
        _ => None,
    }
}
