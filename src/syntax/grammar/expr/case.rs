//! `CASE [operand] WHEN condition THEN value ... [ELSE value] END`.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::many1;
use nom::sequence::preceded;

use super::{expression, spanning};
use crate::syntax::ast::{Alternative, Case, Expr, ExprKind};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, keyword, nested};

pub(super) fn case(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (rest, _) = keyword(Keyword::Case)(input)?;
    let (rest, case) = nested(rest, inside)?;
    let (rest, _) = keyword(Keyword::End)(rest)?;
    Ok(spanning(input, rest, ExprKind::Case(case)))
}

fn inside(input: Stream<'_>) -> Parsed<'_, Case> {
    let (rest, operand) = if input.is_keyword(Keyword::When) {
        (input, None)
    } else {
        expression(input).map(|(rest, operand)| (rest, Some(Box::new(operand))))?
    };
    let (rest, alternatives) = many1(alternative).parse(rest)?;
    let otherwise = preceded(keyword(Keyword::Else), cut(expression));
    let (rest, otherwise) = opt(otherwise).parse(rest)?;
    let otherwise = otherwise.map(Box::new);
    Ok((
        rest,
        Case {
            operand,
            alternatives,
            otherwise,
        },
    ))
}

fn alternative(input: Stream<'_>) -> Parsed<'_, Alternative> {
    let (rest, _) = keyword(Keyword::When)(input)?;
    let (rest, when) = cut(expression).parse(rest)?;
    let (rest, _) = cut(keyword(Keyword::Then)).parse(rest)?;
    let (rest, then) = cut(expression).parse(rest)?;
    Ok((rest, Alternative { when, then }))
}
