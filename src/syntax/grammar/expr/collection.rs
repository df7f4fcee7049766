//! Lists, maps, and what is written in their brackets: comprehensions and map projections.

use super::super::pattern::{pattern_with_step, starts_pattern};
use super::{Boxed, boxed, expression, optional_where, spanning};
use crate::syntax::ast::{
    Expr, ExprKind, ListComprehension, MapProjectionItem, Name, PatternComprehension,
};
use crate::syntax::depth;
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::{comma_separated, key, keyword, symbol, variable};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream};
use crate::syntax::token::{Symbol, TokenKind};

/// `[a, b]` or a comprehension.
pub(super) fn list(input: Stream<'_>) -> Boxed<'_> {
    let inside = input.skip(1);
    if is_list_comprehension(inside) {
        list_comprehension(input)
    } else if is_pattern_comprehension(inside) {
        pattern_comprehension(input)
    } else {
        elements(input)
    }
}

fn elements(input: Stream<'_>) -> Boxed<'_> {
    let inner = input.enter(Symbol::BracketOpen, depth::BRACKET)?;
    let (rest, items) = if inner.is_symbol(Symbol::BracketClose) {
        (inner, Vec::new())
    } else {
        inner.want(Expected::Symbol(Symbol::BracketClose));
        comma_separated(inner, expression)?
    };
    let rest = rest.leave(Symbol::BracketClose, input)?;
    spanning(input, rest, ExprKind::List(items))
}

/// `[x IN xs]` is a comprehension, `[x IN xs, y]` a list of two.
fn is_list_comprehension(inside: Stream<'_>) -> bool {
    inside.keyword_ahead(1, Keyword::In)
        && variable_stands(inside)
        && !matches!(
            inside.find(ends_head),
            Some(TokenKind::Symbol(Symbol::Comma))
        )
}

fn ends_head(kind: &TokenKind) -> bool {
    kind.is(Symbol::Comma) || kind.is(Symbol::Pipe) || *kind == TokenKind::Keyword(Keyword::Where)
}

fn is_pattern_comprehension(inside: Stream<'_>) -> bool {
    let pattern = if variable_stands(inside) && inside.symbol_ahead(1, Symbol::Equal) {
        inside.skip(2)
    } else {
        inside
    };
    starts_pattern(pattern) && inside.find(|kind| kind.is(Symbol::Pipe)).is_some()
}

fn variable_stands(input: Stream<'_>) -> bool {
    match input.peek() {
        Some(TokenKind::Name | TokenKind::QuotedName(_)) => true,
        Some(TokenKind::Keyword(keyword)) => !keyword.is_reserved(),
        _ => false,
    }
}

fn list_comprehension(input: Stream<'_>) -> Boxed<'_> {
    let inner = input.enter(Symbol::BracketOpen, depth::BRACKET)?;
    let (rest, name) = variable(inner)?;
    let (rest, _) = keyword(Keyword::In)(rest)?;
    let (rest, list) = boxed(rest.before_bar())?;
    let (rest, predicate) = optional_where(rest)?;
    let (rest, projection) = if rest.is_symbol(Symbol::Pipe) {
        let (rest, projection) = boxed(rest.skip(1).back(inner))?;
        (rest, Some(projection))
    } else {
        rest.want(Expected::Symbol(Symbol::Pipe));
        (rest, None)
    };
    let rest = rest.leave(Symbol::BracketClose, input)?;
    let comprehension = ListComprehension {
        variable: name,
        list,
        predicate,
        projection,
    };
    spanning(input, rest, ExprKind::ListComprehension(comprehension))
}

fn pattern_comprehension(input: Stream<'_>) -> Boxed<'_> {
    let inner = input.enter(Symbol::BracketOpen, depth::BRACKET)?;
    let (rest, pattern) = pattern_with_step(inner)?;
    let (rest, predicate) = optional_where(rest.before_bar())?;
    let (rest, _) = symbol(Symbol::Pipe)(rest)?;
    let (rest, projection) = boxed(rest.back(inner))?;
    let rest = rest.leave(Symbol::BracketClose, input)?;
    let pattern = Box::new(pattern);
    let comprehension = PatternComprehension {
        pattern,
        predicate,
        projection,
    };
    spanning(input, rest, ExprKind::PatternComprehension(comprehension))
}

/// `{key: value}`.
pub(super) fn map(input: Stream<'_>) -> Boxed<'_> {
    let (rest, entries) = map_entries(input)?;
    spanning(input, rest, ExprKind::Map(entries))
}

/// The entries of a map with the braces around them.
pub(in crate::syntax::grammar) fn map_entries(input: Stream<'_>) -> Parsed<'_, Vec<(Name, Expr)>> {
    let inner = input.enter(Symbol::BraceOpen, depth::BRACKET)?;
    let (rest, entries) = if inner.is_symbol(Symbol::BraceClose) {
        (inner, Vec::new())
    } else {
        inner.want(Expected::Symbol(Symbol::BraceClose));
        comma_separated(inner, entry)?
    };
    Ok((rest.leave(Symbol::BraceClose, input)?, entries))
}

fn entry(input: Stream<'_>) -> Parsed<'_, (Name, Expr)> {
    let (rest, name) = key(input)?;
    let (rest, _) = symbol(Symbol::Colon)(rest)?;
    let (rest, value) = expression(rest)?;
    Ok((rest, (name, value)))
}

/// `variable{.key, key: value, other, .*}`.
pub(super) fn map_projection(input: Stream<'_>) -> Boxed<'_> {
    let (rest, name) = variable(input)?;
    let inner = rest.enter(Symbol::BraceOpen, depth::PATTERN)?;
    let (rest, items) = if inner.is_symbol(Symbol::BraceClose) {
        (inner, Vec::new())
    } else {
        inner.want(Expected::Symbol(Symbol::BraceClose));
        comma_separated(inner, projection_item)?
    };
    let rest = rest.leave(Symbol::BraceClose, input)?;
    spanning(
        input,
        rest,
        ExprKind::MapProjection {
            variable: name,
            items,
        },
    )
}

fn projection_item(input: Stream<'_>) -> Parsed<'_, MapProjectionItem> {
    if input.is_symbol(Symbol::Dot) {
        let behind = input.skip(1);
        if behind.is_symbol(Symbol::Star) {
            let rest = behind.skip(1);
            return Ok((rest, MapProjectionItem::All(rest.since(input))));
        }
        let (rest, key) = key(behind)?;
        return Ok((rest, MapProjectionItem::Property(key)));
    }
    if input.symbol_ahead(1, Symbol::Colon) {
        let (rest, (key, value)) = entry(input)?;
        return Ok((rest, MapProjectionItem::Entry(key, value)));
    }
    let (rest, name) = variable(input)?;
    Ok((rest, MapProjectionItem::Variable(name)))
}
