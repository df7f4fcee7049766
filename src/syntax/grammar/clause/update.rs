//! Clauses that write: `CREATE`, `MERGE`, `SET`, `REMOVE`, `DELETE`.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::cut;
use nom::multi::{many0, separated_list1};

use super::super::expr::{expression, property_target};
use super::super::label::names;
use super::super::pattern::{path_pattern, patterns};
use crate::syntax::ast::{
    Create, Delete, Expr, ExprKind, Merge, MergeAction, MergeEvent, Name, Remove, RemoveItem, Set,
    SetItem,
};
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::{keyword, keywords, symbol, variable};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, unsupported};
use crate::syntax::token::Symbol;

pub(super) fn create(input: Stream<'_>) -> Parsed<'_, Create> {
    let (rest, _) = keyword(Keyword::Create)(input)?;
    let (rest, patterns) = patterns(rest)?;
    let span = rest.since(input);
    Ok((rest, Create { patterns, span }))
}

pub(super) fn merge(input: Stream<'_>) -> Parsed<'_, Merge> {
    let (rest, _) = keyword(Keyword::Merge)(input)?;
    let (rest, (pattern, actions)) = (path_pattern, many0(action)).parse(rest)?;
    let span = rest.since(input);
    Ok((
        rest,
        Merge {
            pattern,
            actions,
            span,
        },
    ))
}

fn action(input: Stream<'_>) -> Parsed<'_, MergeAction> {
    let (rest, _) = keyword(Keyword::On)(input)?;
    let created = keyword(Keyword::Create).map(|_| MergeEvent::Create);
    let matched = keyword(Keyword::Match).map(|_| MergeEvent::Match);
    let (rest, event) = cut(alt((created, matched))).parse(rest)?;
    let (rest, _) = cut(keyword(Keyword::Set)).parse(rest)?;
    let (rest, items) = cut(separated_list1(symbol(Symbol::Comma), set_item)).parse(rest)?;
    let span = rest.since(input);
    Ok((rest, MergeAction { event, items, span }))
}

pub(super) fn set(input: Stream<'_>) -> Parsed<'_, Set> {
    let (rest, _) = keyword(Keyword::Set)(input)?;
    let (rest, items) = separated_list1(symbol(Symbol::Comma), set_item).parse(rest)?;
    let span = rest.since(input);
    Ok((rest, Set { items, span }))
}

fn set_item(input: Stream<'_>) -> Parsed<'_, SetItem> {
    if input.symbol_ahead(1, Symbol::Colon) {
        let (rest, (name, labels)) = (variable, names).parse(input)?;
        return Ok((
            rest,
            SetItem::Labels {
                variable: name,
                labels,
                span: rest.since(input),
            },
        ));
    }
    let replaces = input.symbol_ahead(1, Symbol::Equal);
    if replaces || input.symbol_ahead(1, Symbol::PlusEqual) {
        let (rest, name) = variable(input)?;
        let (rest, value) = cut(expression).parse(rest.skip(1))?;
        let span = rest.since(input);
        let item = if replaces {
            SetItem::Replace {
                variable: name,
                value,
                span,
            }
        } else {
            SetItem::Extend {
                variable: name,
                value,
                span,
            }
        };
        return Ok((rest, item));
    }
    let (rest, (target, key)) = property(input)?;
    let (rest, _) = symbol(Symbol::Equal)(rest)?;
    let (rest, value) = cut(expression).parse(rest)?;
    Ok((
        rest,
        SetItem::Property {
            target,
            key,
            value,
            span: rest.since(input),
        },
    ))
}

/// `target.key`, of which the grammar of expressions is asked and the last step taken off.
fn property(input: Stream<'_>) -> Parsed<'_, (Expr, Name)> {
    let (rest, expr) = property_target(input)?;
    match expr.kind {
        ExprKind::Property { target, key } => Ok((rest, (*target, key))),
        ExprKind::Index { .. } => unsupported("A computed property key", expr.span),
        _ => rest.miss(Expected::Symbol(Symbol::Dot)),
    }
}

pub(super) fn remove(input: Stream<'_>) -> Parsed<'_, Remove> {
    let (rest, _) = keyword(Keyword::Remove)(input)?;
    let (rest, items) = separated_list1(symbol(Symbol::Comma), remove_item).parse(rest)?;
    let span = rest.since(input);
    Ok((rest, Remove { items, span }))
}

fn remove_item(input: Stream<'_>) -> Parsed<'_, RemoveItem> {
    if input.symbol_ahead(1, Symbol::Colon) {
        let (rest, (name, labels)) = (variable, names).parse(input)?;
        return Ok((
            rest,
            RemoveItem::Labels {
                variable: name,
                labels,
                span: rest.since(input),
            },
        ));
    }
    let (rest, (target, key)) = property(input)?;
    Ok((
        rest,
        RemoveItem::Property {
            target,
            key,
            span: rest.since(input),
        },
    ))
}

pub(super) fn delete(input: Stream<'_>) -> Parsed<'_, Delete> {
    let detach = keywords(&[Keyword::Detach, Keyword::Delete]).map(|_| true);
    let plain = keyword(Keyword::Delete).map(|_| false);
    let (rest, detach) = alt((detach, plain)).parse(input)?;
    let (rest, exprs) = separated_list1(symbol(Symbol::Comma), expression).parse(rest)?;
    let span = rest.since(input);
    Ok((
        rest,
        Delete {
            detach,
            exprs,
            span,
        },
    ))
}
