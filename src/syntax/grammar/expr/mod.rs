//! Expressions: operators by precedence, what follows an operand, and the operands themselves.

mod atom;
mod case;
mod collection;
mod invocation;
mod operators;
mod postfix;
mod subquery;

pub(super) use collection::map_entries;
pub(super) use invocation::arguments;
pub(super) use postfix::property_target;

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, keyword, nested, symbol, with_bar};
use crate::syntax::token::Symbol;

/// Any expression.
pub(super) fn expression(input: Stream<'_>) -> Parsed<'_, Expr> {
    operators::operators(input, operators::LOWEST)
}

/// `WHERE condition`.
pub(super) fn where_expression(input: Stream<'_>) -> Parsed<'_, Expr> {
    preceded(keyword(Keyword::Where), cut(expression)).parse(input)
}

/// Runs `parser` between brackets: one level deeper, and `|` joins labels again.
fn bracketed<'a, T>(
    open: Symbol,
    close: Symbol,
    input: Stream<'a>,
    parser: impl FnOnce(Stream<'a>) -> Parsed<'a, T>,
) -> Parsed<'a, T> {
    let (rest, _) = symbol(open)(input)?;
    let (rest, value) = nested(rest, |input| with_bar(false, input, parser))?;
    let (rest, _) = symbol(close)(rest)?;
    Ok((rest, value))
}

/// An expression of this kind from `start` to here.
fn spanning<'a>(start: Stream<'a>, rest: Stream<'a>, kind: ExprKind) -> (Stream<'a>, Expr) {
    (
        rest,
        Expr {
            kind,
            span: rest.since(start),
        },
    )
}
