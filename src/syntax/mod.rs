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
mod highlight;
mod keyword;
#[cfg(test)]
mod laws;
mod lexer;
mod print;
mod script;
mod stream;
mod token;
mod unfinished;

pub use highlight::{Style, highlight};
pub use keyword::Keyword;
pub use lexer::{Piece, Pieces, lex, pieces};
pub(crate) use script::split_part;
pub use script::{parse_script, split_script};
pub use token::{Symbol, Token, TokenKind};
pub use unfinished::{Unfinished, unfinished};

use crate::diagnostic::Result;

/// The tree of one statement, with an optional final `;`.
pub fn parse(text: &str) -> Result<ast::Statement> {
    grammar::statement(text, &lexer::scan(text)?)
}

/// The tree of an expression that stands alone, for example the value of a parameter.
pub fn parse_expression(text: &str) -> Result<ast::Expr> {
    grammar::expression(text)
}
