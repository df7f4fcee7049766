//! What follows an operand: `.key`, `[index]`, `[from..to]`, and at last `:Label`.

use super::super::label::{Subject, labels};
use super::atom::atom;
use super::{Boxed, boxed, spanning};
use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::depth;
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::{committed, key};
use crate::syntax::stream::{Parsed, Stream};
use crate::syntax::token::{Symbol, TokenKind};

/// An operand and all that follows it.
pub(super) fn postfix(input: Stream<'_>) -> Boxed<'_> {
    let (rest, operand) = atom(input)?;
    match rest.peek() {
        Some(TokenKind::Symbol(Symbol::Dot | Symbol::BracketOpen | Symbol::Colon)) => {
            let (rest, operand) = steps(input, rest, operand)?;
            if rest.is_symbol(Symbol::Colon) {
                label(input, rest, operand)
            } else {
                Ok((rest, operand))
            }
        }
        _ => Ok((rest, operand)),
    }
}

/// An operand and what follows it, but labels.
pub(in crate::syntax::grammar) fn property_target(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (rest, operand) = atom(input.flat())?;
    let (rest, target) = steps(input, rest, operand)?;
    Ok((rest.at_least_as_high(input), *target))
}

fn label<'a>(input: Stream<'a>, rest: Stream<'a>, operand: Box<Expr>) -> Boxed<'a> {
    let (rest, labels) = labels(Subject::Labels)(rest)?;
    spanning(input, rest, ExprKind::HasLabels { operand, labels })
}

/// Any number of `.key` and `[...]` behind `target`, which starts at `input`.
fn steps<'a>(input: Stream<'a>, mut rest: Stream<'a>, mut target: Box<Expr>) -> Boxed<'a> {
    loop {
        (rest, target) = match rest.peek() {
            Some(TokenKind::Symbol(Symbol::Dot)) => {
                let (behind, key) = key(rest.skip(1))?;
                spanning(input, behind, ExprKind::Property { target, key })?
            }
            Some(TokenKind::Symbol(Symbol::BracketOpen)) => {
                let (behind, access) = access(rest)?;
                let kind = match access {
                    Access::Index(index) => ExprKind::Index { target, index },
                    Access::Slice(from, to) => ExprKind::Slice { target, from, to },
                };
                spanning(input, behind, kind)?
            }
            _ => return Ok((rest, target)),
        };
    }
}

enum Access {
    Index(Box<Expr>),
    Slice(Option<Box<Expr>>, Option<Box<Expr>>),
}

fn access(input: Stream<'_>) -> Parsed<'_, Access> {
    let inner = input.enter(Symbol::BracketOpen, depth::BRACKET)?;
    let (rest, first) = bound(inner, Symbol::DotDot)?;
    let (rest, access) = match first {
        _ if rest.is_symbol(Symbol::DotDot) => {
            let (rest, last) = bound(rest.skip(1), Symbol::BracketClose)?;
            (rest, Access::Slice(first, last))
        }
        Some(index) => (rest, Access::Index(index)),
        None => return rest.miss(Expected::Symbol(Symbol::DotDot)),
    };
    rest.want(Expected::Symbol(Symbol::DotDot));
    Ok((rest.leave(Symbol::BracketClose, input)?, access))
}

/// An expression, unless what ends it stands here already.
fn bound(input: Stream<'_>, end: Symbol) -> Parsed<'_, Option<Box<Expr>>> {
    if input.is_symbol(end) {
        return Ok((input, None));
    }
    let (rest, bound) = committed(boxed(input))?;
    Ok((rest, Some(bound)))
}
