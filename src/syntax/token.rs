//! Kinds of token: what the lexer gives and the grammar takes.

use super::keyword::Keyword;
use crate::source::Span;

/// A token and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// What a token can be.
#[derive(Debug, Clone, PartialEq)]
pub enum TokenKind {
    /// A word of the language; where a name is wanted it may still be one.
    Keyword(Keyword),
    /// A name without back-ticks; its text is what the span covers.
    Name,
    /// A name in back-ticks, taken out of them.
    QuotedName(String),
    /// `$name`, without the dollar and back-ticks.
    Parameter(String),
    /// A whole number without sign, at most 2^63 (which only a minus makes fit).
    Integer(u64),
    /// A number with point or exponent, without sign; always finite.
    Float(f64),
    /// Starts like a number but is none, such as `0x` or `1a`.
    MalformedNumber,
    /// A string, escapes resolved.
    String(String),
    /// Anything made of signs.
    Symbol(Symbol),
}

macro_rules! symbols {
    ($($variant:ident $text:literal,)*) => {
        /// Signs. Arrows are several tokens: `<`, `-`, `>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the table says what each looks like")]
        pub enum Symbol {
            $($variant,)*
            /// A dash that is not `-`; allowed in the arrows of patterns only.
            Dash,
            /// An arrow head that is not `<`; allowed in the arrows of patterns only.
            LeftHead,
            /// An arrow head that is not `>`; allowed in the arrows of patterns only.
            RightHead,
        }

        impl Symbol {
            /// All that are written in ASCII, longer ones before those they start with.
            pub(super) const WRITTEN: &'static [(&'static str, Self)] = &[$(($text, Self::$variant),)*];

            /// As written.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Dash => "–",
                    Self::LeftHead => "⟨",
                    Self::RightHead => "⟩",
                }
            }
        }
    };
}

symbols! {
    DotDot "..",
    Dot ".",
    DoubleColon "::",
    Colon ":",
    DoublePipe "||",
    Pipe "|",
    PlusEqual "+=",
    Plus "+",
    Minus "-",
    Star "*",
    Slash "/",
    Percent "%",
    Caret "^",
    TildeEqual "=~",
    Equal "=",
    NotEqual "<>",
    LessEqual "<=",
    Less "<",
    GreaterEqual ">=",
    Greater ">",
    ParenOpen "(",
    ParenClose ")",
    BracketOpen "[",
    BracketClose "]",
    BraceOpen "{",
    BraceClose "}",
    Comma ",",
    Semicolon ";",
    Ampersand "&",
    Exclamation "!",
    Dollar "$",
}

impl Symbol {
    /// The bracket that closes this one, when it opens one.
    pub fn closing(self) -> Option<Self> {
        match self {
            Self::ParenOpen => Some(Self::ParenClose),
            Self::BracketOpen => Some(Self::BracketClose),
            Self::BraceOpen => Some(Self::BraceClose),
            _ => None,
        }
    }

    /// Whether it closes a bracket.
    pub fn is_closing(self) -> bool {
        matches!(
            self,
            Self::ParenClose | Self::BracketClose | Self::BraceClose
        )
    }

    /// Whether it is written with a character outside ASCII.
    pub fn is_typographic(self) -> bool {
        matches!(self, Self::Dash | Self::LeftHead | Self::RightHead)
    }
}

impl TokenKind {
    /// Whether it is this sign.
    pub fn is(&self, symbol: Symbol) -> bool {
        matches!(self, Self::Symbol(own) if *own == symbol)
    }
}
