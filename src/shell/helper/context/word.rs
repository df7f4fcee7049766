//! A token with its text. Knows nothing of what is around it.

use crate::syntax::{Keyword, Symbol, TokenKind};

/// A token with its text.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    pub(super) kind: TokenKind,
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl Word<'_> {
    pub(super) fn is(&self, symbol: Symbol) -> bool {
        self.kind.is(symbol)
    }

    pub(super) fn keyword(&self) -> Option<Keyword> {
        match self.kind {
            TokenKind::Keyword(keyword) => Some(keyword),
            _ => None,
        }
    }

    /// The name that it is; any word of the language can be one.
    pub(super) fn name(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Name | TokenKind::Keyword(_) => Some(self.text),
            TokenKind::QuotedName(name) => Some(name),
            _ => None,
        }
    }
}

/// Is a word in front of a parenthesis the name of what is called?
pub(super) fn calls(word: &Word<'_>) -> bool {
    match word.kind {
        TokenKind::Name | TokenKind::QuotedName(_) => true,
        TokenKind::Keyword(keyword) => matches!(
            keyword,
            Keyword::Count
                | Keyword::Exists
                | Keyword::All
                | Keyword::Any
                | Keyword::None
                | Keyword::Single
                | Keyword::Reduce
        ),
        _ => false,
    }
}

/// Does an operand end with this word, so that an operator or the next clause may follow?
pub(super) fn ends_operand(word: Option<&Word<'_>>) -> bool {
    let Some(word) = word else {
        return false;
    };
    match &word.kind {
        TokenKind::Keyword(keyword) => {
            let leads = matches!(keyword, Keyword::Yield | Keyword::Call);
            !(keyword.is_reserved() || leads)
                || matches!(
                    keyword,
                    Keyword::True
                        | Keyword::False
                        | Keyword::Null
                        | Keyword::End
                        | Keyword::Asc
                        | Keyword::Desc
                        | Keyword::Ascending
                        | Keyword::Descending
                )
        }
        TokenKind::Symbol(symbol) => {
            matches!(
                symbol,
                Symbol::ParenClose | Symbol::BracketClose | Symbol::BraceClose | Symbol::Star
            )
        }
        _ => true,
    }
}
