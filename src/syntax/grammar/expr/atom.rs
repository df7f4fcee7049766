//! Operands: literals, parameters, variables, everything in brackets. The first tokens decide which it is.

use super::super::pattern::{pattern_with_step, starts_pattern};
use super::case::case;
use super::collection::{list, map, map_projection};
use super::invocation::{call, is_call, is_quantifier, is_reduce, quantifier, reduce};
use super::subquery::{count, exists, refuse_collect};
use super::{Boxed, boxed, spanning};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{ExprKind, Literal, Name};
use crate::syntax::depth;
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::variable;
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Stream, refuse};
use crate::syntax::token::{Symbol, TokenKind};

/// One operand.
pub(super) fn atom(input: Stream<'_>) -> Boxed<'_> {
    match input.peek() {
        Some(TokenKind::Symbol(Symbol::ParenOpen)) => parenthesis(input),
        Some(TokenKind::Symbol(Symbol::BracketOpen)) => list(input),
        Some(TokenKind::Symbol(Symbol::BraceOpen)) => map(input),
        Some(TokenKind::Keyword(keyword)) => word(input, *keyword),
        Some(TokenKind::Name | TokenKind::QuotedName(_)) => named(input),
        _ => literal(input),
    }
}

/// A pattern, or an expression of which the parentheses leave no trace.
fn parenthesis(input: Stream<'_>) -> Boxed<'_> {
    if starts_pattern(input) {
        return predicate(input);
    }
    let inner = input.enter(Symbol::ParenOpen, depth::OPERAND)?;
    let (rest, expr) = boxed(inner)?;
    Ok((rest.leave(Symbol::ParenClose, input)?, expr))
}

fn predicate(input: Stream<'_>) -> Boxed<'_> {
    let (rest, pattern) = pattern_with_step(input)?;
    spanning(input, rest, ExprKind::Pattern(Box::new(pattern)))
}

/// What starts with a word of the language.
fn word(input: Stream<'_>, keyword: Keyword) -> Boxed<'_> {
    match keyword {
        Keyword::True | Keyword::False | Keyword::Null => literal(input),
        Keyword::Case => case(input),
        Keyword::Exists => exists(input),
        Keyword::Count if input.symbol_ahead(1, Symbol::BraceOpen) => count(input),
        Keyword::All | Keyword::Any | Keyword::None | Keyword::Single if is_quantifier(input) => {
            quantifier(input)
        }
        Keyword::Reduce if is_reduce(input) => reduce(input),
        _ => named(input),
    }
}

/// A value written out, or a parameter.
fn literal(input: Stream<'_>) -> Boxed<'_> {
    let literal = match input.peek() {
        Some(TokenKind::Keyword(Keyword::True)) => Literal::Boolean(true),
        Some(TokenKind::Keyword(Keyword::False)) => Literal::Boolean(false),
        Some(TokenKind::Keyword(Keyword::Null)) => Literal::Null,
        Some(TokenKind::Integer(number)) => match i64::try_from(*number) {
            Ok(number) => Literal::Integer(number),
            Err(_) => return refuse(integer_overflow(input)),
        },
        Some(TokenKind::Float(number)) => Literal::Float(*number),
        Some(TokenKind::String(text)) => Literal::String(text.clone()),
        Some(TokenKind::Parameter(name)) => {
            let name = Name {
                text: name.clone(),
                span: input.span(),
            };
            return spanning(input, input.skip(1), ExprKind::Parameter(name));
        }
        _ => return input.miss(Expected::Thing("an expression")),
    };
    spanning(input, input.skip(1), ExprKind::Literal(literal))
}

/// A call, a map projection or a variable.
fn named(input: Stream<'_>) -> Boxed<'_> {
    if is_call(input) {
        return call(input);
    }
    let reserved = match input.peek() {
        Some(TokenKind::Keyword(keyword)) => keyword.is_reserved(),
        _ => false,
    };
    if reserved {
        return input.miss(Expected::Thing("an expression"));
    }
    if input.symbol_ahead(1, Symbol::BraceOpen) {
        let collects = input.are_words("COLLECT");
        return if collects {
            refuse_collect(input)
        } else {
            map_projection(input)
        };
    }
    let (rest, name) = variable(input)?;
    spanning(input, rest, ExprKind::Variable(name))
}

fn integer_overflow(input: Stream<'_>) -> Diagnostic {
    let written = input.span().slice(input.context.text);
    Diagnostic::new(
        Code::IntegerOverflow,
        format!("The integer {written} does not fit into 64 bits"),
    )
    .at(input.span())
    .hint("Integers go from -9223372036854775808 to 9223372036854775807")
}
