//! Functions, and what looks like one: `count(*)`, quantifiers, `reduce`.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::{separated_list0, separated_list1};

use super::{bracketed, expression, spanning, where_expression};
use crate::syntax::ast::{Expr, ExprKind, FunctionCall, Name, Quantifier, QuantifierKind, Reduce};
use crate::syntax::failure::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{
    Parsed, Stream, any_name, keyword, symbol, unsupported, variable, with_bar,
};
use crate::syntax::token::{Symbol, TokenKind};

/// Whether names joined by dots stand here with a parenthesis behind them.
pub(super) fn is_call(input: Stream<'_>) -> bool {
    let name = |count| {
        matches!(
            input.ahead(count),
            Some(TokenKind::Name | TokenKind::QuotedName(_) | TokenKind::Keyword(_))
        )
    };
    if matches!(input.peek(), Some(TokenKind::Keyword(keyword)) if keyword.is_reserved()) {
        return false;
    }
    let mut last = 0;
    while input.symbol_ahead(last + 1, Symbol::Dot) && name(last + 2) {
        last += 2;
    }
    input.symbol_ahead(last + 1, Symbol::ParenOpen)
}

/// `name.parts([DISTINCT] args)` or `count(*)`.
pub(super) fn call(input: Stream<'_>) -> Parsed<'_, Expr> {
    if input.symbol_ahead(1, Symbol::ParenOpen) {
        if input.are_words("count")
            && input.symbol_ahead(2, Symbol::Star)
            && input.symbol_ahead(3, Symbol::ParenClose)
        {
            return Ok(spanning(input, input.skip(4), ExprKind::CountStar));
        }
        for name in ["shortestPath", "allShortestPaths"] {
            if input.are_words(name) {
                return unsupported(&format!("{name} outside of MATCH"), input.span());
            }
        }
    }
    let (rest, name) = separated_list1(symbol(Symbol::Dot), function_name).parse(input)?;
    let (rest, (distinct, args)) =
        bracketed(Symbol::ParenOpen, Symbol::ParenClose, rest, |input| {
            (opt(keyword(Keyword::Distinct)), expressions).parse(input)
        })?;
    let call = FunctionCall {
        name,
        distinct: distinct.is_some(),
        args,
    };
    Ok(spanning(input, rest, ExprKind::FunctionCall(call)))
}

fn function_name(input: Stream<'_>) -> Parsed<'_, Name> {
    any_name(input, "the name of a function")
}

/// Expressions in parentheses with commas between them.
pub(in crate::syntax::grammar) fn arguments(input: Stream<'_>) -> Parsed<'_, Vec<Expr>> {
    bracketed(Symbol::ParenOpen, Symbol::ParenClose, input, expressions)
}

fn expressions(input: Stream<'_>) -> Parsed<'_, Vec<Expr>> {
    separated_list0(symbol(Symbol::Comma), expression).parse(input)
}

/// Whether `all(` and its kind introduce a variable: `all(x IN`. Otherwise it is a function of that name; `ALL` is
/// reserved, so it must be a quantifier.
pub(super) fn is_quantifier(input: Stream<'_>) -> bool {
    input.symbol_ahead(1, Symbol::ParenOpen)
        && (input.is_keyword(Keyword::All) || input.keyword_ahead(3, Keyword::In))
}

/// `all(variable IN list WHERE condition)`.
pub(super) fn quantifier(input: Stream<'_>) -> Parsed<'_, Expr> {
    let kind = match input.peek() {
        Some(TokenKind::Keyword(Keyword::All)) => QuantifierKind::All,
        Some(TokenKind::Keyword(Keyword::Any)) => QuantifierKind::Any,
        Some(TokenKind::Keyword(Keyword::None)) => QuantifierKind::None,
        Some(TokenKind::Keyword(Keyword::Single)) => QuantifierKind::Single,
        _ => return input.miss(Expected::Thing("an expression")),
    };
    let (rest, (name, list, predicate)) = bracketed(
        Symbol::ParenOpen,
        Symbol::ParenClose,
        input.skip(1),
        |input| {
            let (rest, name) = variable(input)?;
            let (rest, _) = keyword(Keyword::In)(rest)?;
            let (rest, list) = expression(rest)?;
            let (rest, predicate) = cut(where_expression).parse(rest)?;
            Ok((rest, (name, Box::new(list), Box::new(predicate))))
        },
    )?;
    let quantifier = Quantifier {
        kind,
        variable: name,
        list,
        predicate,
    };
    Ok(spanning(input, rest, ExprKind::Quantifier(quantifier)))
}

/// Whether `reduce(` introduces an accumulator: `reduce(x =`.
pub(super) fn is_reduce(input: Stream<'_>) -> bool {
    input.symbol_ahead(1, Symbol::ParenOpen) && input.symbol_ahead(3, Symbol::Equal)
}

/// `reduce(accumulator = initial, variable IN list | body)`.
pub(super) fn reduce(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (rest, reduce) = bracketed(
        Symbol::ParenOpen,
        Symbol::ParenClose,
        input.skip(1),
        |input| {
            let (rest, accumulator) = variable(input)?;
            let (rest, _) = symbol(Symbol::Equal)(rest)?;
            let (rest, initial) = expression(rest)?;
            let (rest, _) = symbol(Symbol::Comma)(rest)?;
            let (rest, name) = variable(rest)?;
            let (rest, _) = keyword(Keyword::In)(rest)?;
            let (rest, list) = with_bar(true, rest, expression)?;
            let (rest, _) = symbol(Symbol::Pipe)(rest)?;
            let (rest, body) = expression(rest)?;
            let reduce = Reduce {
                accumulator,
                initial: Box::new(initial),
                variable: name,
                list: Box::new(list),
                body: Box::new(body),
            };
            Ok((rest, reduce))
        },
    )?;
    Ok(spanning(input, rest, ExprKind::Reduce(reduce)))
}
