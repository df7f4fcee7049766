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
    let mut opening = Opening::default();
    for (piece, span) in pieces(text) {
        let style = match &piece {
            Piece::Space => continue,
            Piece::Comment { .. } => {
                styles.push((span, Style::Comment));
                continue;
            }
            Piece::Fault { .. } => Style::Invalid,
            Piece::Token(kind) => {
                let style = style(kind, before, braces.last().copied());
                opening.style(kind, span.slice(text), style)
            }
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

/// Knows a statement about the schema or a transaction by its first words; in it some names are words of the language.
#[derive(Default)]
struct Opening {
    /// Tokens of the statement so far.
    tokens: usize,
    /// Did it start with CREATE, DROP or SHOW?
    may_be: bool,
    is: bool,
    /// Does a transaction begin or end with it?
    transaction: bool,
}

impl Opening {
    const SUBJECTS: [&str; 8] = [
        "INDEX",
        "INDEXES",
        "CONSTRAINT",
        "CONSTRAINTS",
        "FUNCTION",
        "FUNCTIONS",
        "PROCEDURE",
        "PROCEDURES",
    ];
    const WORDS: [&str; 7] = [
        "IF",
        "UNIQUE",
        "NODE",
        "RELATIONSHIP",
        "REL",
        "KEY",
        "RANGE",
    ];

    const TRANSACTION_STARTS: [&str; 4] = ["START", "BEGIN", "COMMIT", "ROLLBACK"];
    const TRANSACTION_WORDS: [&str; 4] = ["TRANSACTION", "READ", "ONLY", "WRITE"];

    fn style(&mut self, kind: &TokenKind, text: &str, style: Style) -> Style {
        if kind.is(Symbol::Semicolon) {
            *self = Self::default();
            return style;
        }
        self.tokens += 1;
        let starts = [Keyword::Create, Keyword::Drop, Keyword::Show];
        if self.tokens == 1 {
            self.may_be = starts.iter().any(|word| *kind == TokenKind::Keyword(*word));
        }
        let among = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if self.may_be && (2..4).contains(&self.tokens) && !self.is && among(&Self::SUBJECTS) {
            self.is = true;
            return Style::Keyword;
        }
        let word = style == Style::Name && *kind == TokenKind::Name;
        if word && self.tokens == 1 && among(&Self::TRANSACTION_STARTS) {
            self.transaction = true;
            return Style::Keyword;
        }
        if word && self.transaction && among(&Self::TRANSACTION_WORDS) {
            return Style::Keyword;
        }
        if word && among(&Self::WORDS) && (self.is || (self.may_be && self.tokens == 2)) {
            return Style::Keyword;
        }
        style
    }
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
            "CREATE INDEX key IF NOT EXISTS FOR (key:Key) ON (key.key); RETURN key",
            &[
                ("CREATE", Style::Keyword),
                ("INDEX", Style::Keyword),
                ("key", Style::Keyword),
                ("IF", Style::Keyword),
                ("NOT", Style::Keyword),
                ("EXISTS", Style::Keyword),
                ("FOR", Style::Keyword),
                ("key", Style::Keyword),
                ("Key", Style::Label),
                ("ON", Style::Keyword),
                ("key", Style::Keyword),
                ("key", Style::Property),
                ("RETURN", Style::Keyword),
                ("key", Style::Name),
            ],
        );
        check(
            "SHOW INDEXES YIELD name",
            &[
                ("SHOW", Style::Keyword),
                ("INDEXES", Style::Keyword),
                ("YIELD", Style::Keyword),
                ("name", Style::Name),
            ],
        );
        check(
            "start transaction read only; RETURN start, only; commit",
            &[
                ("start", Style::Keyword),
                ("transaction", Style::Keyword),
                ("read", Style::Keyword),
                ("only", Style::Keyword),
                ("RETURN", Style::Keyword),
                ("start", Style::Name),
                ("only", Style::Name),
                ("commit", Style::Keyword),
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
