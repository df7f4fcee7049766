//! Text to tree: lexer, grammar, printer.
//!
//! In: the text of a statement. Out: tokens with spans, then the tree as written. Knows nothing of graphs, values,
//! scopes or functions: whatever fits the grammar passes, the checker says whether it means anything.

pub mod ast;
#[cfg(test)]
mod conformance;
mod depth;
mod failure;
mod grammar;
mod keyword;
mod lexer;
mod stream;
mod token;

pub use keyword::Keyword;
pub use lexer::lex;
pub use token::{Symbol, Token, TokenKind};

use crate::diagnostic::Result;

/// The tree of one statement, with an optional final `;`.
pub fn parse(text: &str) -> Result<ast::Statement> {
    grammar::statement(text, &lex(text)?)
}

/// The tree of an expression that stands alone, for example the value of a parameter.
pub fn parse_expression(text: &str) -> Result<ast::Expr> {
    grammar::expression(text)
}
