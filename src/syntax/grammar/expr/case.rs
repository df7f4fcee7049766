//! `CASE [operand] WHEN condition THEN value ... [ELSE value] END`.

use super::{Boxed, boxed, expression, spanning};
use crate::syntax::ast::{Alternative, Case, Expr, ExprKind};
use crate::syntax::depth;
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::{committed, keyword};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream};

pub(super) fn case(input: Stream<'_>) -> Boxed<'_> {
    let inner = input.skip(1).deeper(depth::BRACKET)?;
    let (mut rest, operand) = optional(inner, !inner.is_keyword(Keyword::When))?;
    let mut alternatives = Vec::new();
    while alternatives.is_empty() || rest.is_keyword(Keyword::When) {
        let (behind, branch) = alternative(rest)?;
        alternatives.push(branch);
        rest = behind;
    }
    rest.want(Expected::Keyword(Keyword::When));
    rest.want(Expected::Keyword(Keyword::Else));
    let written = rest.is_keyword(Keyword::Else);
    let (rest, otherwise) = optional(if written { rest.skip(1) } else { rest }, written)?;
    let (rest, _) = keyword(Keyword::End)(rest)?;
    let case = Case {
        operand,
        alternatives,
        otherwise,
    };
    spanning(input, rest.back(input), ExprKind::Case(case))
}

/// An expression, when one is `written`.
fn optional(input: Stream<'_>, written: bool) -> Parsed<'_, Option<Box<Expr>>> {
    if !written {
        return Ok((input, None));
    }
    let (rest, expr) = committed(boxed(input))?;
    Ok((rest, Some(expr)))
}

fn alternative(input: Stream<'_>) -> Parsed<'_, Alternative> {
    let (rest, _) = committed(keyword(Keyword::When)(input))?;
    let (rest, when) = committed(expression(rest))?;
    let (rest, _) = committed(keyword(Keyword::Then)(rest))?;
    let (rest, then) = committed(expression(rest))?;
    Ok((rest, Alternative { when, then }))
}
