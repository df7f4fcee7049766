//! `CALL procedure(args) YIELD columns WHERE condition`.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::separated_list1;
use nom::sequence::preceded;

use super::super::expr::{arguments, where_expression};
use crate::syntax::ast::{Call, Name, Yield, YieldColumns, YieldItem};
use crate::syntax::grammar::terminal::{any_name, keyword, symbol, variable};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream};
use crate::syntax::token::Symbol;

pub(super) fn call(input: Stream<'_>) -> Parsed<'_, Call> {
    let (rest, _) = keyword(Keyword::Call)(input)?;
    let (rest, procedure) = separated_list1(symbol(Symbol::Dot), procedure_name).parse(rest)?;
    let (rest, args) = if rest.is_symbol(Symbol::ParenOpen) {
        arguments(rest).map(|(rest, args)| (rest, Some(args)))?
    } else {
        (rest, None)
    };
    let (rest, yields) = opt(yields).parse(rest)?;
    let span = rest.since(input);
    Ok((
        rest,
        Call {
            procedure,
            args,
            yields,
            span,
        },
    ))
}

fn procedure_name(input: Stream<'_>) -> Parsed<'_, Name> {
    any_name(input, "the name of a procedure")
}

pub(in crate::syntax::grammar) fn yields(input: Stream<'_>) -> Parsed<'_, Yield> {
    let (rest, _) = keyword(Keyword::Yield)(input)?;
    let (rest, columns) = if rest.is_symbol(Symbol::Star) {
        (rest.skip(1), YieldColumns::All(rest.span()))
    } else if rest.is_symbol(Symbol::Minus) {
        (rest.skip(1), YieldColumns::Items(Vec::new()))
    } else {
        let (rest, items) = cut(separated_list1(symbol(Symbol::Comma), item)).parse(rest)?;
        (rest, YieldColumns::Items(items))
    };
    let (rest, predicate) = opt(where_expression).parse(rest)?;
    let span = rest.since(input);
    Ok((
        rest,
        Yield {
            columns,
            predicate,
            span,
        },
    ))
}

fn item(input: Stream<'_>) -> Parsed<'_, YieldItem> {
    let (rest, column) = any_name(input, "the name of a column")?;
    let (rest, alias) = opt(preceded(keyword(Keyword::As), cut(variable))).parse(rest)?;
    let span = rest.since(input);
    Ok((
        rest,
        YieldItem {
            column,
            alias,
            span,
        },
    ))
}
