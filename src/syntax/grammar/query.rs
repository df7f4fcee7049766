//! Statements: prefixes, branches of a union, clauses one after another.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::many0;

use super::expr::expression;
use super::{clause, transaction};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{
    Clause, Mode, PrefixedQuery, Query, SingleQuery, Statement, UnionBranch, Yield, YieldColumns,
};
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::{keyword, keywords};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, refuse, unsupported};

/// A query with its prefixes, or the beginning or end of a transaction.
pub(super) fn statement(input: Stream<'_>) -> Parsed<'_, Statement> {
    if transaction::starts(input).is_some() {
        return transaction::transaction
            .map(Statement::Transaction)
            .parse(input);
    }
    prefixed
        .map(|query| Statement::Query(Box::new(query)))
        .parse(input)
}

/// `[EXPLAIN | PROFILE] {AS OF expr | AS KNOWN ON expr | AS RECORDED ON expr | CITE} query`.
fn prefixed(input: Stream<'_>) -> Parsed<'_, PrefixedQuery> {
    let (mut rest, mode) = opt(mode).parse(input)?;
    let (mut as_of, mut as_known_on, mut as_recorded_on, mut cite) = (None, None, None, None);
    loop {
        let start = rest;
        let repeated = if start.are_words("AS OF") {
            let (after, expr) = cut(expression).parse(start.skip(2))?;
            rest = after;
            as_of.replace(expr).is_some()
        } else if start.are_words("AS KNOWN ON") {
            let (after, expr) = cut(expression).parse(start.skip(3))?;
            rest = after;
            as_known_on.replace(expr).is_some()
        } else if start.is_keyword(Keyword::Cite) {
            rest = start.skip(1);
            cite.replace(start.span()).is_some()
        } else if start.are_words("AS RECORDED ON") {
            let (after, expr) = cut(expression).parse(start.skip(3))?;
            rest = after;
            as_recorded_on.replace(expr).is_some()
        } else if start.are_words("AS KNOWN") {
            return misplaced(start, 2, "AS KNOWN ON");
        } else if start.are_words("AS RECORDED") {
            return misplaced(start, 2, "AS RECORDED ON");
        } else if start.are_words("AS AT") {
            return misplaced(start, 2, "AS OF");
        } else if start.are_words("CYPHER") {
            return unsupported("The prefix CYPHER", start.span());
        } else {
            break;
        };
        if repeated {
            let message = "The same prefix is written twice";
            let place = rest.since(start);
            return refuse(Diagnostic::new(Code::InvalidViewPrefix, message).at(place));
        }
    }
    let (rest, query) = query(rest)?;
    for (prefix, words) in [("AS OF", 2), ("AS KNOWN ON", 3), ("AS RECORDED ON", 3)] {
        if rest.are_words(prefix) {
            return misplaced(rest, words, prefix);
        }
    }
    stars_stand_alone(&query)?;
    let span = rest.since(input);
    Ok((
        rest,
        PrefixedQuery {
            mode,
            as_of,
            as_known_on,
            as_recorded_on,
            cite,
            query,
            span,
        },
    ))
}

/// Refuses words that are no prefix, or none in this place.
fn misplaced<'a>(start: Stream<'a>, words: usize, prefix: &str) -> Parsed<'a, PrefixedQuery> {
    let place = start.skip(words).since(start);
    let message = "A view of the graph is not asked for like this";
    let hint = format!(
        "a prefix before the whole query selects it: {prefix} date('2021-07-04') MATCH ..."
    );
    let problem = Diagnostic::new(Code::InvalidViewPrefix, message);
    refuse(problem.at(place).hint(hint))
}

fn mode(input: Stream<'_>) -> Parsed<'_, Mode> {
    match input.ahead(0) {
        _ if input.is_keyword(Keyword::Explain) => Ok((input.skip(1), Mode::Explain)),
        _ if input.is_keyword(Keyword::Profile) => Ok((input.skip(1), Mode::Profile)),
        _ => input.miss(Expected::Clause),
    }
}

/// Single queries joined by `UNION [ALL]`.
pub(super) fn query(input: Stream<'_>) -> Parsed<'_, Query> {
    let (rest, first) = single_query(input)?;
    let (rest, unions) = many0(union_branch).parse(rest)?;
    for word in ["EXCEPT", "INTERSECT", "OTHERWISE", "NEXT"] {
        if rest.are_words(word) {
            return unsupported(word, rest.span());
        }
    }
    let span = rest.since(input);
    Ok((
        rest,
        Query {
            first,
            unions,
            span,
        },
    ))
}

fn union_branch(input: Stream<'_>) -> Parsed<'_, UnionBranch> {
    let (rest, _) = keyword(Keyword::Union)(input)?;
    let (rest, all) = opt(keyword(Keyword::All)).parse(rest)?;
    let (rest, _) = opt(keywords(&[Keyword::Distinct])).parse(rest)?;
    let union_span = rest.since(input);
    let (rest, query) = cut(single_query).parse(rest)?;
    Ok((
        rest,
        UnionBranch {
            all: all.is_some(),
            union_span,
            query,
        },
    ))
}

fn single_query(input: Stream<'_>) -> Parsed<'_, SingleQuery> {
    let (mut rest, first) = clause::clause(input)?;
    let mut clauses = vec![first];
    loop {
        // Nothing may follow RETURN; what does is read, so that the checker can say so, but it is not asked for.
        let ended = matches!(clauses.last(), Some(Clause::Return(_)));
        if ended && !clause::starts(rest) {
            break;
        }
        match clause::clause(rest) {
            Ok((behind, next)) => {
                clauses.push(next);
                rest = behind;
            }
            Err(nom::Err::Error(_)) => break,
            Err(other) => return Err(other),
        }
    }
    let span = rest.since(input);
    Ok((rest, SingleQuery { clauses, span }))
}

/// `YIELD *` is for calls that are the whole statement.
fn stars_stand_alone(query: &Query) -> Result<(), nom::Err<crate::syntax::stream::Miss>> {
    if query.unions.is_empty() && query.first.clauses.len() == 1 {
        return Ok(());
    }
    let mut star: Option<Span> = None;
    query.for_each_clause(&mut |clause| {
        if let Clause::Call(call) = clause
            && let Some(Yield {
                columns: YieldColumns::All(span),
                ..
            }) = call.yields
        {
            star.get_or_insert(span);
        }
    });
    match star {
        None => Ok(()),
        Some(span) => refuse(
            Diagnostic::new(
                Code::UnexpectedSyntax,
                "YIELD * is only for a CALL that stands alone",
            )
            .at(span)
            .hint("Name the columns: YIELD a, b"),
        ),
    }
}
