//! What follows an operand: `.key`, `[index]`, `[from..to]`, and at last `:Label`.

use nom::Parser;
use nom::combinator::opt;

use super::super::label::{Subject, labels};
use super::atom::atom;
use super::{bracketed, expression, spanning};
use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::failure::Expected;
use crate::syntax::stream::{Parsed, Stream, key};
use crate::syntax::token::{Symbol, TokenKind};

/// An operand and all that follows it.
pub(super) fn postfix(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (rest, operand) = property_target(input)?;
    if !rest.is_symbol(Symbol::Colon) {
        return Ok((rest, operand));
    }
    let (rest, labels) = labels(Subject::Labels)(rest)?;
    Ok(spanning(
        input,
        rest,
        ExprKind::HasLabels {
            operand: Box::new(operand),
            labels,
        },
    ))
}

/// An operand and what follows it, but labels.
pub(in crate::syntax::grammar) fn property_target(input: Stream<'_>) -> Parsed<'_, Expr> {
    let (mut rest, mut target) = atom(input)?;
    loop {
        (rest, target) = match rest.peek() {
            Some(TokenKind::Symbol(Symbol::Dot)) => {
                let (behind, key) = key(rest.skip(1))?;
                spanning(
                    input,
                    behind,
                    ExprKind::Property {
                        target: Box::new(target),
                        key,
                    },
                )
            }
            Some(TokenKind::Symbol(Symbol::BracketOpen)) => {
                let (behind, access) = access(rest)?;
                let target = Box::new(target);
                let kind = match access {
                    Access::Index(index) => ExprKind::Index { target, index },
                    Access::Slice(from, to) => ExprKind::Slice { target, from, to },
                };
                spanning(input, behind, kind)
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
    bracketed(Symbol::BracketOpen, Symbol::BracketClose, input, |input| {
        let (rest, first) = bound(input)?;
        if rest.is_symbol(Symbol::DotDot) {
            let (rest, last) = bound(rest.skip(1))?;
            return Ok((rest, Access::Slice(first, last)));
        }
        match first {
            Some(index) => Ok((rest, Access::Index(index))),
            None => rest.miss(Expected::Symbol(Symbol::DotDot)),
        }
    })
}

fn bound(input: Stream<'_>) -> Parsed<'_, Option<Box<Expr>>> {
    let (rest, bound) = opt(expression).parse(input)?;
    Ok((rest, bound.map(Box::new)))
}
