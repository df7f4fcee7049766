//! Functions, and what looks like one: `count(*)`, quantifiers, `reduce`.

use nom::Parser;
use nom::multi::separated_list1;

use super::{Boxed, boxed, expression, spanning};
use crate::syntax::ast::{Expr, ExprKind, FunctionCall, Name, Quantifier, QuantifierKind, Reduce};
use crate::syntax::depth;
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::{any_name, comma_separated, keyword, symbol, variable};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Miss, Parsed, Stream, unsupported};
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
pub(super) fn call(input: Stream<'_>) -> Boxed<'_> {
    if input.symbol_ahead(1, Symbol::ParenOpen) {
        if input.are_words("count")
            && input.symbol_ahead(2, Symbol::Star)
            && input.symbol_ahead(3, Symbol::ParenClose)
        {
            return spanning(input, input.skip(4), ExprKind::CountStar);
        }
        refuse_path_search(input)?;
    }
    let (rest, name) = function_name(input)?;
    let (rest, (distinct, args)) = call_arguments(rest)?;
    let call = FunctionCall {
        name,
        distinct,
        args,
    };
    spanning(input, rest, ExprKind::FunctionCall(call))
}

fn refuse_path_search(input: Stream<'_>) -> Result<(), nom::Err<Miss>> {
    match ["shortestPath", "allShortestPaths"]
        .iter()
        .find(|name| input.are_words(name))
    {
        Some(name) => unsupported(&format!("{name} outside of MATCH"), input.span()),
        None => Ok(()),
    }
}

fn function_name(input: Stream<'_>) -> Parsed<'_, Vec<Name>> {
    let part = |input| any_name(input, "the name of a function");
    separated_list1(symbol(Symbol::Dot), part).parse(input)
}

fn call_arguments(input: Stream<'_>) -> Parsed<'_, (bool, Vec<Expr>)> {
    let inner = input.enter(Symbol::ParenOpen, depth::BRACKET)?;
    let distinct = inner.is_keyword(Keyword::Distinct);
    let inner = if distinct { inner.skip(1) } else { inner };
    let (rest, args) = if inner.is_symbol(Symbol::ParenClose) {
        (inner, Vec::new())
    } else {
        inner.want(Expected::Symbol(Symbol::ParenClose));
        comma_separated(inner, expression)?
    };
    Ok((rest.leave(Symbol::ParenClose, input)?, (distinct, args)))
}

/// Expressions in parentheses with commas between them.
pub(in crate::syntax::grammar) fn arguments(input: Stream<'_>) -> Parsed<'_, Vec<Expr>> {
    let (rest, (distinct, args)) = call_arguments(input)?;
    if distinct {
        return input.skip(1).miss(Expected::Thing("an expression"));
    }
    Ok((rest, args))
}

/// Whether `all(` and its kind introduce a variable: `all(x IN`. Otherwise it is a function of that name; `ALL` is
/// reserved, so it must be a quantifier.
pub(super) fn is_quantifier(input: Stream<'_>) -> bool {
    input.symbol_ahead(1, Symbol::ParenOpen)
        && (input.is_keyword(Keyword::All) || input.keyword_ahead(3, Keyword::In))
}

/// `all(variable IN list WHERE condition)`.
pub(super) fn quantifier(input: Stream<'_>) -> Boxed<'_> {
    let kind = match input.peek() {
        Some(TokenKind::Keyword(Keyword::All)) => QuantifierKind::All,
        Some(TokenKind::Keyword(Keyword::Any)) => QuantifierKind::Any,
        Some(TokenKind::Keyword(Keyword::None)) => QuantifierKind::None,
        Some(TokenKind::Keyword(Keyword::Single)) => QuantifierKind::Single,
        _ => return input.miss(Expected::Thing("an expression")),
    };
    let inner = input.skip(1).enter(Symbol::ParenOpen, depth::BRACKET)?;
    let (rest, name) = variable(inner)?;
    let (rest, _) = keyword(Keyword::In)(rest)?;
    let (rest, list) = boxed(rest)?;
    let (rest, _) = keyword(Keyword::Where)(rest)?;
    let (rest, predicate) = boxed(rest)?;
    let rest = rest.leave(Symbol::ParenClose, input)?;
    let quantifier = Quantifier {
        kind,
        variable: name,
        list,
        predicate,
    };
    spanning(input, rest, ExprKind::Quantifier(quantifier))
}

/// Whether `reduce(` introduces an accumulator: `reduce(x =`.
pub(super) fn is_reduce(input: Stream<'_>) -> bool {
    input.symbol_ahead(1, Symbol::ParenOpen) && input.symbol_ahead(3, Symbol::Equal)
}

/// `reduce(accumulator = initial, variable IN list | body)`.
pub(super) fn reduce(input: Stream<'_>) -> Boxed<'_> {
    let inner = input.skip(1).enter(Symbol::ParenOpen, depth::BRACKET)?;
    let (rest, accumulator) = variable(inner)?;
    let (rest, _) = symbol(Symbol::Equal)(rest)?;
    let (rest, initial) = boxed(rest)?;
    let (rest, _) = symbol(Symbol::Comma)(rest)?;
    let (rest, name) = variable(rest)?;
    let (rest, _) = keyword(Keyword::In)(rest)?;
    let (rest, list) = boxed(rest.before_bar())?;
    let (rest, _) = symbol(Symbol::Pipe)(rest)?;
    let (rest, body) = boxed(rest.back(inner))?;
    let rest = rest.leave(Symbol::ParenClose, input)?;
    let reduce = Reduce {
        accumulator,
        initial,
        variable: name,
        list,
        body,
    };
    spanning(input, rest, ExprKind::Reduce(reduce))
}
