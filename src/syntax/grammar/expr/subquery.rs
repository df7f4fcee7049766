//! `EXISTS { }`, `COUNT { }` and the older `exists(pattern)`.

use super::super::pattern::{pattern_with_step, patterns, starts_pattern};
use super::super::query::query;
use super::invocation::arguments;
use super::{Boxed, optional_where, spanning};
use crate::syntax::ast::{ExprKind, FunctionCall, Name, Subquery};
use crate::syntax::depth;
use crate::syntax::failure::Expected;
use crate::syntax::stream::{Parsed, Stream, unsupported};
use crate::syntax::token::Symbol;

/// `EXISTS { ... }`, `exists(pattern)`, or the function `exists`.
pub(super) fn exists(input: Stream<'_>) -> Boxed<'_> {
    if input.symbol_ahead(1, Symbol::BraceOpen) {
        let (rest, subquery) = braces(input.skip(1))?;
        return spanning(input, rest, ExprKind::Exists(subquery));
    }
    if !input.symbol_ahead(1, Symbol::ParenOpen) {
        return input.miss(Expected::Thing("an expression"));
    }
    if starts_pattern(input.skip(2)) {
        let inner = input.skip(1).enter(Symbol::ParenOpen, depth::BRACKET)?;
        let (rest, pattern) = pattern_with_step(inner)?;
        let rest = rest.leave(Symbol::ParenClose, input)?;
        let subquery = Subquery::Pattern {
            patterns: vec![pattern],
            predicate: None,
        };
        return spanning(input, rest, ExprKind::Exists(subquery));
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
    spanning(input, rest, ExprKind::FunctionCall(call))
}

/// `COUNT { ... }`.
pub(super) fn count(input: Stream<'_>) -> Boxed<'_> {
    let (rest, subquery) = braces(input.skip(1))?;
    spanning(input, rest, ExprKind::Count(subquery))
}

fn braces(input: Stream<'_>) -> Parsed<'_, Subquery> {
    let inner = input.enter(Symbol::BraceOpen, depth::SUBQUERY)?;
    let (rest, subquery) = if is_pattern(inner) {
        let (rest, patterns) = patterns(inner)?;
        let (rest, predicate) = optional_where(rest)?;
        (
            rest,
            Subquery::Pattern {
                patterns,
                predicate,
            },
        )
    } else {
        let (rest, query) = query(inner)?;
        (rest, Subquery::Query(Box::new(query)))
    };
    Ok((rest.leave(Symbol::BraceClose, input)?, subquery))
}

/// Whether a pattern stands here without `MATCH`.
fn is_pattern(input: Stream<'_>) -> bool {
    input.is_symbol(Symbol::ParenOpen)
        || input.symbol_ahead(1, Symbol::Equal)
        || ((input.are_words("shortestPath") || input.are_words("allShortestPaths"))
            && input.symbol_ahead(1, Symbol::ParenOpen))
}

/// Refuses `COLLECT { }`.
pub(super) fn refuse_collect(input: Stream<'_>) -> Boxed<'_> {
    unsupported("COLLECT { }", input.skip(2).since(input))
}
