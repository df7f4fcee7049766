//! Operands: literals, parameters, variables, everything in brackets. The first tokens decide which it is.

use super::super::pattern::{pattern_with_step, starts_pattern};
use super::case::case;
use super::collection::{list, map, map_projection};
use super::invocation::{call, is_call, is_quantifier, is_reduce, quantifier, reduce};
use super::subquery::{count, exists};
use super::{bracketed, expression, spanning};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Expr, ExprKind, Literal, Name};
use crate::syntax::failure::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, refuse, unsupported, variable};
use crate::syntax::token::{Symbol, TokenKind};

/// One operand.
pub(super) fn atom(input: Stream<'_>) -> Parsed<'_, Expr> {
    let literal = |literal| Ok(spanning(input, input.skip(1), ExprKind::Literal(literal)));
    match input.peek() {
        Some(TokenKind::Integer(number)) => match i64::try_from(*number) {
            Ok(number) => literal(Literal::Integer(number)),
            Err(_) => refuse(integer_overflow(input)),
        },
        Some(TokenKind::Float(number)) => literal(Literal::Float(*number)),
        Some(TokenKind::String(text)) => literal(Literal::String(text.clone())),
        Some(TokenKind::Parameter(name)) => {
            let name = Name {
                text: name.clone(),
                span: input.span(),
            };
            Ok(spanning(input, input.skip(1), ExprKind::Parameter(name)))
        }
        Some(TokenKind::Symbol(Symbol::ParenOpen)) if starts_pattern(input) => {
            let (rest, pattern) = pattern_with_step(input)?;
            Ok(spanning(input, rest, ExprKind::Pattern(Box::new(pattern))))
        }
        Some(TokenKind::Symbol(Symbol::ParenOpen)) => {
            bracketed(Symbol::ParenOpen, Symbol::ParenClose, input, expression)
        }
        Some(TokenKind::Symbol(Symbol::BracketOpen)) => list(input),
        Some(TokenKind::Symbol(Symbol::BraceOpen)) => map(input),
        Some(TokenKind::Keyword(keyword)) => match keyword {
            Keyword::True => literal(Literal::Boolean(true)),
            Keyword::False => literal(Literal::Boolean(false)),
            Keyword::Null => literal(Literal::Null),
            Keyword::Case => case(input),
            Keyword::Exists => exists(input),
            Keyword::Count if input.symbol_ahead(1, Symbol::BraceOpen) => count(input),
            Keyword::All | Keyword::Any | Keyword::None | Keyword::Single
                if is_quantifier(input) =>
            {
                quantifier(input)
            }
            Keyword::Reduce if is_reduce(input) => reduce(input),
            _ => named(input),
        },
        Some(TokenKind::Name | TokenKind::QuotedName(_)) => named(input),
        _ => input.miss(Expected::Thing("an expression")),
    }
}

/// A call, a map projection or a variable.
fn named(input: Stream<'_>) -> Parsed<'_, Expr> {
    if is_call(input) {
        return call(input);
    }
    if input.are_words("COLLECT") && input.symbol_ahead(1, Symbol::BraceOpen) {
        return unsupported("COLLECT { }", input.skip(2).since(input));
    }
    let reserved = match input.peek() {
        Some(TokenKind::Keyword(keyword)) => keyword.is_reserved(),
        _ => false,
    };
    if reserved {
        return input.miss(Expected::Thing("an expression"));
    }
    if input.symbol_ahead(1, Symbol::BraceOpen) {
        return map_projection(input);
    }
    let (rest, name) = variable(input)?;
    Ok(spanning(input, rest, ExprKind::Variable(name)))
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
