//! Tokens to tree, with nom over tokens; one file per construct.
//!
//! In: the tokens of one statement. Out: its tree, or the farthest failure. There is no unbounded backtracking: where
//! two readings start alike (a bracketed expression or a pattern), a table of matching brackets lets a look at the
//! tokens behind decide. Knows nothing of names' meanings.

mod clause;
mod command;
mod expr;
mod label;
mod pattern;
mod position;
mod query;
mod terminal;
mod transaction;

use nom::Parser;

use super::ast::{Expr, Statement};
use super::failure::Expected;
use super::lexer::scan;
use super::stream::{Context, Miss, Parsed, Stream};
use super::token::{Symbol, Token};
use crate::diagnostic::{Code, Diagnostic, Result};

/// One statement of `text`, with an optional final `;`.
pub(super) fn statement(text: &str, tokens: &[Token]) -> Result<Statement> {
    let statement = whole(text, tokens, query::statement)?;
    position::statement(&statement)?;
    Ok(statement)
}

/// One expression that stands alone.
pub(super) fn expression(text: &str) -> Result<Expr> {
    let expression = whole(text, &scan(text)?, expr::expression)?;
    position::value(&expression)?;
    Ok(expression)
}

/// What `parser` makes of all tokens.
fn whole<T>(
    text: &str,
    tokens: &[Token],
    mut parser: impl for<'a> FnMut(Stream<'a>) -> Parsed<'a, T>,
) -> Result<T> {
    let context = Context::new(text, tokens);
    let problem = match parser.parse(Stream::new(&context)) {
        Ok((rest, value)) => {
            let rest = if rest.is_symbol(Symbol::Semicolon) {
                rest.skip(1)
            } else {
                rest
            };
            if rest.peek().is_none() {
                return Ok(value);
            }
            rest.want(Expected::End);
            Miss::Here
        }
        Err(nom::Err::Error(miss) | nom::Err::Failure(miss)) => miss,
        Err(nom::Err::Incomplete(_)) => Miss::Here,
    };
    match problem {
        Miss::Because(diagnostic) => Err(diagnostic),
        Miss::Here if tokens.iter().all(|token| token.kind.is(Symbol::Semicolon)) => Err(
            Diagnostic::new(Code::UnexpectedSyntax, "There is no statement here").at(context.end()),
        ),
        Miss::Here => Err(context.farthest.borrow().diagnostic(&context)),
    }
}

#[cfg(test)]
mod tests;
