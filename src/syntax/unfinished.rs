//! Whether a text that is being typed is whole. In: text. Out: what is still missing. It looks at tokens only.

use super::lexer::{Piece, pieces};
use super::token::{Symbol, TokenKind};
use crate::source::Span;

/// What is missing at the end of a text, and where it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// A string, or a name in back-ticks, is not closed.
    Quote(Span),
    /// A `/*` comment is not closed.
    Comment(Span),
    /// A bracket is not closed.
    Bracket(Span, Symbol),
    /// There is a statement without its `;`.
    Semicolon,
}

/// What is missing; nothing for a text of whole statements, or of none. Where brackets do not match, the text counts
/// as whole at its `;`, so that the grammar can say what is wrong.
pub fn unfinished(text: &str) -> Option<Unfinished> {
    let mut open: Vec<(Span, Symbol)> = Vec::new();
    let mut statement = false;
    for (piece, span) in pieces(text) {
        match piece {
            Piece::Space | Piece::Comment { open: false } => {}
            Piece::Comment { open: true } => return Some(Unfinished::Comment(span)),
            Piece::Fault { open: true, .. } => return Some(Unfinished::Quote(span)),
            Piece::Fault { open: false, .. } => statement = true,
            Piece::Token(TokenKind::Symbol(Symbol::Semicolon)) => {
                open.clear();
                statement = false;
            }
            Piece::Token(kind) => {
                statement = true;
                if let TokenKind::Symbol(symbol) = kind {
                    if symbol.closing().is_some() {
                        open.push((span, symbol));
                    } else if symbol.is_closing() {
                        open.pop();
                    }
                }
            }
        }
    }
    match open.pop() {
        Some((span, symbol)) => Some(Unfinished::Bracket(span, symbol)),
        None => statement.then_some(Unfinished::Semicolon),
    }
}

#[cfg(test)]
mod tests {
    use super::{Unfinished, unfinished};

    fn check(text: &str, expected: &str) {
        let found = match unfinished(text) {
            None => "whole".to_owned(),
            Some(Unfinished::Quote(span)) => format!("quote at {}", span.start),
            Some(Unfinished::Comment(span)) => format!("comment at {}", span.start),
            Some(Unfinished::Bracket(span, _)) => format!("bracket at {}", span.start),
            Some(Unfinished::Semicolon) => "semicolon".to_owned(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_is_missing() {
        check("", "whole");
        check("// only a comment", "whole");
        check("RETURN 1;", "whole");
        check("RETURN 1; // done", "whole");
        check("RETURN 1", "semicolon");
        check("RETURN 1; RETURN", "semicolon");
        check("RETURN (1, [2", "bracket at 11");
        check("RETURN (1;", "whole");
        check("RETURN 'a;", "quote at 7");
        check("RETURN `a", "quote at 7");
        check("RETURN 'a\\", "quote at 7");
        check("RETURN 1 /* ;", "comment at 9");
        check("RETURN ';' ;", "whole");
        check("RETURN '\\q';", "whole");
        check("RETURN '\\q\\';'", "semicolon");
        check("RETURN '\\q;", "quote at 7");
    }
}
