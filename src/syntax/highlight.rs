//! What each stretch of a text is, for colours and completion. In: any text, right or wrong. Out: its stretches in
//! order, white space left out. It looks at tokens only.

use super::keyword::Keyword;
use super::lexer::{Piece, pieces};
use super::token::{Symbol, TokenKind};
use crate::source::Span;

/// The look of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// A word of the language.
    Keyword,
    /// `true`, `false`, `null`.
    Constant,
    /// The name of a function or procedure: a parenthesis follows.
    Function,
    /// A label or relationship type: a colon stands before it.
    Label,
    /// A property key: a dot stands before it or a colon behind.
    Property,
    /// Any other name.
    Name,
    /// `$name`.
    Parameter,
    /// A number.
    Number,
    /// A string.
    String,
    /// A sign.
    Symbol,
    /// A comment.
    Comment,
    /// No token of the language, or one that is still open.
    Invalid,
}

/// The stretches of `text` that are not white space, in order.
pub fn highlight(text: &str) -> Vec<(Span, Style)> {
    let mut styles: Vec<(Span, Style)> = Vec::new();
    // The sign before the current token, and where in `styles` the last name was put.
    let mut before: Option<Symbol> = None;
    let mut name: Option<usize> = None;
    let mut braces: Vec<Symbol> = Vec::new();
    for (piece, span) in pieces(text) {
        let style = match &piece {
            Piece::Space => continue,
            Piece::Comment { .. } => {
                styles.push((span, Style::Comment));
                continue;
            }
            Piece::Fault { .. } => Style::Invalid,
            Piece::Token(kind) => style(kind, before, braces.last().copied()),
        };
        let symbol = match &piece {
            Piece::Token(TokenKind::Symbol(symbol)) => Some(*symbol),
            _ => None,
        };
        // What comes behind a name may change what it is.
        if let (Some(symbol), Some((_, style))) =
            (symbol, name.and_then(|name| styles.get_mut(name)))
        {
            match symbol {
                Symbol::ParenOpen if *style != Style::Label => *style = Style::Function,
                Symbol::Colon if braces.last() == Some(&Symbol::BraceOpen) => {
                    *style = Style::Property;
                }
                _ => {}
            }
        }
        if let Some(symbol) = symbol {
            if symbol.closing().is_some() {
                braces.push(symbol);
            } else if symbol.is_closing() {
                braces.pop();
            }
        }
        let is_name = matches!(style, Style::Name | Style::Property | Style::Label);
        name = is_name.then_some(styles.len());
        before = symbol;
        styles.push((span, style));
    }
    styles
}

fn style(kind: &TokenKind, before: Option<Symbol>, inside: Option<Symbol>) -> Style {
    let named = match before {
        Some(Symbol::Dot) => Style::Property,
        Some(Symbol::Colon | Symbol::Ampersand | Symbol::Exclamation)
            if inside != Some(Symbol::BraceOpen) =>
        {
            Style::Label
        }
        _ => Style::Name,
    };
    match kind {
        TokenKind::Keyword(Keyword::True | Keyword::False | Keyword::Null) => Style::Constant,
        TokenKind::Keyword(_) if named == Style::Name => Style::Keyword,
        TokenKind::Keyword(_) | TokenKind::Name | TokenKind::QuotedName(_) => named,
        TokenKind::Parameter(_) => Style::Parameter,
        TokenKind::MalformedNumber => Style::Invalid,
        TokenKind::Integer(_) | TokenKind::Float(_) => Style::Number,
        TokenKind::String(_) => Style::String,
        TokenKind::Symbol(_) => Style::Symbol,
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, highlight};

    #[test]
    fn stretches() {
        let check = |text: &str, expected: &[(&str, Style)]| {
            let found: Vec<(&str, Style)> = highlight(text)
                .into_iter()
                .filter(|(_, style)| *style != Style::Symbol)
                .map(|(span, style)| (span.slice(text), style))
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "MATCH (n:Person {name: $x}) // c",
            &[
                ("MATCH", Style::Keyword),
                ("n", Style::Name),
                ("Person", Style::Label),
                ("name", Style::Property),
                ("$x", Style::Parameter),
                ("// c", Style::Comment),
            ],
        );
        check(
            "RETURN size(n.a) + 0x 'op",
            &[
                ("RETURN", Style::Keyword),
                ("size", Style::Function),
                ("n", Style::Name),
                ("a", Style::Property),
                ("0x", Style::Invalid),
                ("'op", Style::Invalid),
            ],
        );
    }
}
