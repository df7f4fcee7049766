//! The smallest parsers: a sign, a word, a name; and the loop over commas. In: tokens. Out: names and places.

use crate::source::Span;
use crate::syntax::ast::Name;
use crate::syntax::failure::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream};
use crate::syntax::token::{Symbol, TokenKind};

/// This sign.
pub(in crate::syntax::grammar) fn symbol<'a>(
    symbol: Symbol,
) -> impl Fn(Stream<'a>) -> Parsed<'a, Span> + Copy {
    move |input| {
        if input.is_symbol(symbol) {
            Ok((input.skip(1), input.span()))
        } else {
            input.miss(Expected::Symbol(symbol))
        }
    }
}

/// This keyword.
pub(in crate::syntax::grammar) fn keyword<'a>(
    keyword: Keyword,
) -> impl Fn(Stream<'a>) -> Parsed<'a, Span> + Copy {
    move |input| {
        if input.is_keyword(keyword) {
            Ok((input.skip(1), input.span()))
        } else {
            input.miss(Expected::Keyword(keyword))
        }
    }
}

/// This word, which is no keyword elsewhere.
pub(in crate::syntax::grammar) fn word<'a>(
    word: &'static str,
) -> impl Fn(Stream<'a>) -> Parsed<'a, Span> + Copy {
    move |input| {
        if input.are_words(word) {
            Ok((input.skip(1), input.span()))
        } else {
            input.miss(Expected::Word(word))
        }
    }
}

/// One keyword after another; only the first missing one is wanted.
pub(in crate::syntax::grammar) fn keywords<'a>(
    wanted: &'static [Keyword],
) -> impl Fn(Stream<'a>) -> Parsed<'a, Span> + Copy {
    move |input| {
        let mut rest = input;
        for &word in wanted {
            (rest, _) = keyword(word)(rest)?;
        }
        Ok((rest, rest.since(input)))
    }
}

/// The name of a variable: not a reserved word, unless in back-ticks.
pub(in crate::syntax::grammar) fn variable(input: Stream<'_>) -> Parsed<'_, Name> {
    match input.peek() {
        Some(TokenKind::Keyword(keyword)) if keyword.is_reserved() => {
            input.miss(Expected::Thing("a variable"))
        }
        _ => any_name(input, "a variable"),
    }
}

/// Any name, reserved words too; `what` says what it names.
pub(in crate::syntax::grammar) fn any_name<'a>(
    input: Stream<'a>,
    what: &'static str,
) -> Parsed<'a, Name> {
    let span = input.span();
    let text = match input.peek() {
        Some(TokenKind::Name | TokenKind::Keyword(_)) => span.slice(input.context.text).to_owned(),
        Some(TokenKind::QuotedName(name)) => name.clone(),
        _ => return input.miss(Expected::Thing(what)),
    };
    Ok((input.skip(1), Name { text, span }))
}

/// The name of a property or map entry.
pub(in crate::syntax::grammar) fn key(input: Stream<'_>) -> Parsed<'_, Name> {
    any_name(input, "a property name")
}

/// Makes a miss final: what was read before leaves no other choice.
pub(in crate::syntax::grammar) fn committed<T>(result: Parsed<'_, T>) -> Parsed<'_, T> {
    result.map_err(|error| match error {
        nom::Err::Error(miss) => nom::Err::Failure(miss),
        other => other,
    })
}

/// Items with commas between them, at least one. A loop of its own: nom's combinators take several stack frames for
/// each bracket in an expression.
pub(in crate::syntax::grammar) fn comma_separated<'a, T>(
    input: Stream<'a>,
    item: fn(Stream<'a>) -> Parsed<'a, T>,
) -> Parsed<'a, Vec<T>> {
    let (mut rest, first) = item(input)?;
    let mut items = vec![first];
    while rest.is_symbol(Symbol::Comma) {
        let (behind, next) = committed(item(rest.skip(1)))?;
        items.push(next);
        rest = behind;
    }
    rest.want(Expected::Symbol(Symbol::Comma));
    Ok((rest, items))
}
