//! Text to tree: lexer, grammar, printer.
//!
//! In: the text of a statement. Out: tokens with spans, then the tree as written. Knows nothing of graphs, values,
//! scopes or functions: whatever fits the grammar passes, the checker says whether it means anything.

pub mod ast;
mod keyword;
mod lexer;
mod token;

pub use keyword::Keyword;
pub use lexer::lex;
pub use token::{Symbol, Token, TokenKind};
