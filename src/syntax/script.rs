//! A text of several statements cut at its semicolons, without reading the statements themselves.
//!
//! In: text. Out: the place of each statement. Bad tokens stay inside the statement they stand in, so that each can
//! be reported when its turn comes.

use super::ast::Statement;
use super::lexer::{Piece, pieces};
use super::token::{Symbol, TokenKind};
use crate::diagnostic::Result;
use crate::source::Span;

/// The place of each statement, without its `;` and without space and comments around it. Statements without any
/// token are left out.
pub fn split_script(text: &str) -> Vec<Span> {
    split_part(text).0
}

/// The same of a part of a script, and whether a statement goes on behind it.
pub(crate) fn split_part(text: &str) -> (Vec<Span>, bool) {
    let mut statements = Vec::new();
    let mut current: Option<Span> = None;
    for (piece, span) in pieces(text) {
        match piece {
            Piece::Token(TokenKind::Symbol(Symbol::Semicolon)) => {
                statements.extend(current.take());
            }
            Piece::Space | Piece::Comment { open: false } => {}
            Piece::Token(_) | Piece::Fault { .. } | Piece::Comment { open: true } => {
                current = Some(current.map_or(span, |current| current.to(span)));
            }
        }
    }
    let goes_on = current.is_some();
    statements.extend(current);
    (statements, goes_on)
}

/// The tree of each statement of a text, or the first problem. Spans are those of the whole text.
pub fn parse_script(text: &str) -> Result<Vec<(Span, Statement)>> {
    let tokens = super::lexer::scan(text)?;
    let statements = tokens.split(|token| token.kind.is(Symbol::Semicolon));
    statements
        .filter_map(|tokens| {
            let span = tokens.first()?.span.to(tokens.last()?.span);
            let statement = super::grammar::statement(text, tokens);
            Some(statement.map(|statement| (span, statement)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{parse_script, split_script};

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = split_script(text)
            .iter()
            .map(|span| span.slice(text))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn cut_at_semicolons() {
        check("", &[]);
        check(" ; ;; // nothing", &[]);
        check("RETURN 1", &["RETURN 1"]);
        check(
            "RETURN 1; // a;b\n RETURN ';' ;",
            &["RETURN 1", "RETURN ';'"],
        );
        check(
            "RETURN `;` /* ; */ ; RETURN 0x; x",
            &["RETURN `;`", "RETURN 0x", "x"],
        );
        check("RETURN 'open; RETURN 2", &["RETURN 'open; RETURN 2"]);
    }

    #[test]
    fn spans_are_those_of_the_text() {
        let text = "RETURN 1 AS a; RETURN 2 AS b;";
        let statements = parse_script(text).unwrap();
        assert_eq!(statements.len(), 2);
        assert_eq!(statements[1].1.span().slice(text), "RETURN 2 AS b");
        let error = parse_script("RETURN 1; RETURN").unwrap_err();
        assert_eq!(error.span().map(|span| span.start), Some(16));
    }
}
