//! `[OPTIONAL] MATCH patterns [WHERE condition]`.

use nom::Parser;
use nom::combinator::opt;

use super::super::expr::where_expression;
use super::super::pattern::patterns;
use crate::syntax::ast::Match;
use crate::syntax::grammar::terminal::keyword;
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, unsupported};
use crate::syntax::token::Symbol;

pub(super) fn matching(input: Stream<'_>) -> Parsed<'_, Match> {
    let (rest, optional) = opt(keyword(Keyword::Optional)).parse(input)?;
    let (rest, _) = keyword(Keyword::Match)(rest)?;
    let rest = match_mode(rest)?.0;
    let (rest, (patterns, predicate)) = (patterns, opt(where_expression)).parse(rest)?;
    let span = rest.since(input);
    Ok((
        rest,
        Match {
            optional: optional.is_some(),
            patterns,
            predicate,
            span,
        },
    ))
}

/// `DIFFERENT RELATIONSHIPS` is what MATCH means anyway; `REPEATABLE ELEMENTS` is not carried out.
fn match_mode(input: Stream<'_>) -> Parsed<'_, ()> {
    if input.symbol_ahead(1, Symbol::Equal) {
        return Ok((input, ()));
    }
    if input.are_words("REPEATABLE") {
        return unsupported("REPEATABLE ELEMENTS", input.skip(2).since(input));
    }
    let different = [
        "DIFFERENT RELATIONSHIPS",
        "DIFFERENT RELATIONSHIP",
        "DIFFERENT EDGES",
    ];
    let written = different.iter().any(|words| input.are_words(words));
    Ok((if written { input.skip(2) } else { input }, ()))
}
