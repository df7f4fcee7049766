//! Expressions: operators by precedence, what follows an operand, and the operands themselves.
//!
//! Within this folder expressions are handed on in boxes, and brackets are entered without closures: a bracket then
//! costs a few small stack frames also where nothing is optimised.

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

use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::{committed, keyword};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream};

/// What the parsers of this folder give.
type Boxed<'a> = Parsed<'a, Box<Expr>>;

/// Any expression.
pub(super) fn expression(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (rest, expr) = operators::operators(input, operators::LOWEST)?;
    Ok((rest, *expr))
}

/// Any expression, as it is used here.
fn boxed(input: Stream<'_>) -> Boxed<'_> {
    operators::operators(input, operators::LOWEST)
}

/// `WHERE condition`.
pub(super) fn where_expression(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (rest, _) = keyword(Keyword::Where)(input)?;
    committed(expression(rest))
}

/// `WHERE condition`, where it stands.
pub(super) fn optional_where(input: Stream<'_>) -> Parsed<'_, Option<Box<Expr>>> {
    if !input.is_keyword(Keyword::Where) {
        input.want(Expected::Keyword(Keyword::Where));
        return Ok((input, None));
    }
    let (rest, predicate) = committed(boxed(input.skip(1)))?;
    Ok((rest, Some(predicate)))
}

/// An expression of this kind from `start` to here.
fn spanning<'a>(start: Stream<'a>, rest: Stream<'a>, kind: ExprKind) -> Boxed<'a> {
    let rest = rest.higher()?;
    let expr = Expr {
        kind,
        span: rest.since(start),
    };
    Ok((rest, Box::new(expr)))
}
