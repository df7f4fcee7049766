//! Lists, maps, and what is written in their brackets: comprehensions and map projections.

use nom::Parser;
use nom::combinator::opt;
use nom::multi::{separated_list0, separated_list1};

use super::super::pattern::{pattern_with_step, starts_pattern};
use super::{bracketed, expression, spanning, where_expression};
use crate::syntax::ast::{
    Expr, ExprKind, ListComprehension, MapProjectionItem, Name, PatternComprehension,
};
use crate::syntax::failure::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, key, keyword, symbol, variable, with_bar};
use crate::syntax::token::{Symbol, TokenKind};

/// `[a, b]` or a comprehension.
pub(super) fn list(input: Stream<'_>) -> Parsed<'_, Expr> {
    let inside = input.skip(1);
    let parser = if is_list_comprehension(inside) {
        list_comprehension
    } else if is_pattern_comprehension(inside) {
        pattern_comprehension
    } else {
        elements
    };
    let (rest, kind) = bracketed(Symbol::BracketOpen, Symbol::BracketClose, input, parser)?;
    Ok(spanning(input, rest, kind))
}

fn elements(input: Stream<'_>) -> Parsed<'_, ExprKind> {
    separated_list0(symbol(Symbol::Comma), expression)
        .map(ExprKind::List)
        .parse(input)
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

fn list_comprehension(input: Stream<'_>) -> Parsed<'_, ExprKind> {
    let (rest, name) = variable(input)?;
    let (rest, _) = keyword(Keyword::In)(rest)?;
    let (rest, (list, predicate)) = with_bar(true, rest, |input| {
        (expression, opt(where_expression)).parse(input)
    })?;
    let (rest, projection) = if rest.is_symbol(Symbol::Pipe) {
        expression(rest.skip(1)).map(|(rest, expr)| (rest, Some(Box::new(expr))))?
    } else {
        rest.want(Expected::Symbol(Symbol::Pipe));
        (rest, None)
    };
    let comprehension = ListComprehension {
        variable: name,
        list: Box::new(list),
        predicate: predicate.map(Box::new),
        projection,
    };
    Ok((rest, ExprKind::ListComprehension(comprehension)))
}

fn pattern_comprehension(input: Stream<'_>) -> Parsed<'_, ExprKind> {
    let (rest, pattern) = pattern_with_step(input)?;
    let (rest, predicate) = with_bar(true, rest, |input| opt(where_expression).parse(input))?;
    let (rest, _) = symbol(Symbol::Pipe)(rest)?;
    let (rest, projection) = expression(rest)?;
    let comprehension = PatternComprehension {
        pattern: Box::new(pattern),
        predicate: predicate.map(Box::new),
        projection: Box::new(projection),
    };
    Ok((rest, ExprKind::PatternComprehension(comprehension)))
}

/// `{key: value}`.
pub(super) fn map(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (rest, entries) = map_entries(input)?;
    Ok(spanning(input, rest, ExprKind::Map(entries)))
}

/// The entries of a map with the braces around them.
pub(in crate::syntax::grammar) fn map_entries(input: Stream<'_>) -> Parsed<'_, Vec<(Name, Expr)>> {
    bracketed(Symbol::BraceOpen, Symbol::BraceClose, input, |input| {
        separated_list0(symbol(Symbol::Comma), entry).parse(input)
    })
}

fn entry(input: Stream<'_>) -> Parsed<'_, (Name, Expr)> {
    let (rest, name) = key(input)?;
    let (rest, _) = symbol(Symbol::Colon)(rest)?;
    let (rest, value) = expression(rest)?;
    Ok((rest, (name, value)))
}

/// `variable{.key, key: value, other, .*}`.
pub(super) fn map_projection(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (rest, name) = variable(input)?;
    let (rest, items) = bracketed(Symbol::BraceOpen, Symbol::BraceClose, rest, |input| {
        if input.is_symbol(Symbol::BraceClose) {
            return Ok((input, Vec::new()));
        }
        separated_list1(symbol(Symbol::Comma), projection_item).parse(input)
    })?;
    Ok(spanning(
        input,
        rest,
        ExprKind::MapProjection {
            variable: name,
            items,
        },
    ))
}

fn projection_item(input: Stream<'_>) -> Parsed<'_, MapProjectionItem> {
    if input.is_symbol(Symbol::Dot) {
        let behind = input.skip(1);
        return if behind.is_symbol(Symbol::Star) {
            Ok((
                behind.skip(1),
                MapProjectionItem::All(behind.skip(1).since(input)),
            ))
        } else {
            key.map(MapProjectionItem::Property).parse(behind)
        };
    }
    if input.symbol_ahead(1, Symbol::Colon) {
        return entry
            .map(|(key, value)| MapProjectionItem::Entry(key, value))
            .parse(input);
    }
    variable.map(MapProjectionItem::Variable).parse(input)
}
