//! `EXISTS { }`, `COUNT { }` and the older `exists(pattern)`.

use nom::Parser;
use nom::combinator::opt;

use super::super::pattern::{pattern_with_step, patterns, starts_pattern};
use super::super::query::query;
use super::invocation::arguments;
use super::{bracketed, spanning, where_expression};
use crate::syntax::ast::{Expr, ExprKind, FunctionCall, Name, Subquery};
use crate::syntax::failure::Expected;
use crate::syntax::stream::{Parsed, Stream};
use crate::syntax::token::{Symbol, TokenKind};

/// `EXISTS { ... }`, `exists(pattern)`, or the function `exists`.
pub(super) fn exists(input: Stream<'_>) -> Parsed<'_, Expr> {
    if input.symbol_ahead(1, Symbol::BraceOpen) {
        let (rest, subquery) = braces(input.skip(1))?;
        return Ok(spanning(input, rest, ExprKind::Exists(subquery)));
    }
    if !input.symbol_ahead(1, Symbol::ParenOpen) {
        return input.miss(Expected::Thing("an expression"));
    }
    if starts_pattern(input.skip(2)) {
        let (rest, pattern) = bracketed(
            Symbol::ParenOpen,
            Symbol::ParenClose,
            input.skip(1),
            pattern_with_step,
        )?;
        let subquery = Subquery::Pattern {
            patterns: vec![pattern],
            predicate: None,
        };
        return Ok(spanning(input, rest, ExprKind::Exists(subquery)));
    }
    let span = input.span();
    let name = vec![Name {
        text: span.slice(input.context.text).to_owned(),
        span,
    }];
    let (rest, args) = arguments(input.skip(1))?;
    let call = FunctionCall {
        name,
        distinct: false,
        args,
    };
    Ok(spanning(input, rest, ExprKind::FunctionCall(call)))
}

/// `COUNT { ... }`.
pub(super) fn count(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (rest, subquery) = braces(input.skip(1))?;
    Ok(spanning(input, rest, ExprKind::Count(subquery)))
}

fn braces(input: Stream<'_>) -> Parsed<'_, Subquery> {
    bracketed(Symbol::BraceOpen, Symbol::BraceClose, input, |input| {
        let pattern = input.is_symbol(Symbol::ParenOpen)
            || input.symbol_ahead(1, Symbol::Equal)
            || (matches!(input.peek(), Some(TokenKind::Name))
                && input.symbol_ahead(1, Symbol::ParenOpen));
        if !pattern {
            return query
                .map(|query| Subquery::Query(Box::new(query)))
                .parse(input);
        }
        let (rest, (patterns, predicate)) = (patterns, opt(where_expression)).parse(input)?;
        Ok((
            rest,
            Subquery::Pattern {
                patterns,
                predicate: predicate.map(Box::new),
            },
        ))
    })
}
