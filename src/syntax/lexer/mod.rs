//! Characters to tokens, with nom over the text.
//!
//! In: text. Out: tokens with spans; spaces and comments are left out. [`lex`] stops at the first fault;
//! [`pieces`] goes on behind it and keeps everything, for highlighting. Knows nothing of the grammar.

mod number;
mod space;
mod text;

use std::borrow::Cow;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{anychar, satisfy};
use nom::combinator::{map_opt, recognize};
use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Parser};

use super::keyword::Keyword;
use super::token::{Symbol, Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;

/// The tokens of `text`, or the first character that fits nowhere.
pub fn lex(text: &str) -> Result<Vec<Token>> {
    let tokens = scan(text)?;
    match tokens
        .iter()
        .find(|token| token.kind == TokenKind::MalformedNumber)
    {
        Some(token) => Err(malformed_number(token.span)),
        None => Ok(tokens),
    }
}

/// The same, but a malformed number is a token: only the grammar knows whether a number was wanted there.
pub(super) fn scan(text: &str) -> Result<Vec<Token>> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    for (piece, span) in pieces(text) {
        match piece {
            Piece::Token(kind) => tokens.push(Token { kind, span }),
            Piece::Space | Piece::Comment { open: false } => {}
            Piece::Comment { open: true } => {
                return Err(Diagnostic::new(
                    Code::UnexpectedSyntax,
                    "The comment that starts here is never closed",
                )
                .at(span)
                .hint("Close it with */"));
            }
            Piece::Fault { diagnostic, .. } if diagnostic.code() == Code::InvalidNumberLiteral => {
                tokens.push(Token {
                    kind: TokenKind::MalformedNumber,
                    span,
                });
            }
            Piece::Fault { diagnostic, .. } => return Err(diagnostic),
        }
    }
    Ok(tokens)
}

/// The problem of a malformed number where a number could stand.
pub(super) fn malformed_number(span: Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidNumberLiteral, number::MALFORMED).at(span)
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A token.
    Token(TokenKind),
    /// White space.
    Space,
    /// A comment.
    Comment {
        /// Is its end missing?
        open: bool,
    },
    /// Something that is no token; `open` when it is a string or name whose end is missing.
    Fault {
        /// What is wrong with it.
        diagnostic: Diagnostic,
        /// Is it a quote that the text ends in?
        open: bool,
    },
}

/// All of `text`, piece by piece, without gaps; never fails.
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, rest: text }
}

/// The iterator of [`pieces`].
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    text: &'a str,
    rest: &'a str,
}

impl Iterator for Pieces<'_> {
    type Item = (Piece, Span);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let start = self.text.len() - self.rest.len();
        let (rest, piece) = match piece(self.rest) {
            Ok(found) => found,
            Err(nom::Err::Error(fault) | nom::Err::Failure(fault)) => {
                let (rest, open) = (fault.rest, fault.open);
                let diagnostic = fault.into_diagnostic(self.text, start);
                (rest, Piece::Fault { diagnostic, open })
            }
            // Only streaming parsers ask for more, and none is used here.
            Err(nom::Err::Incomplete(_)) => return None,
        };
        self.rest = rest;
        Some((piece, Span::new(start, self.text.len() - rest.len())))
    }
}

/// What is wrong with the characters before `rest`.
#[derive(Debug)]
struct Fault<'a> {
    /// Where reading can go on.
    rest: &'a str,
    /// Where the trouble starts; the piece's own start when `None`.
    from: Option<&'a str>,
    /// Where the trouble ends; where reading can go on when `None`.
    to: Option<&'a str>,
    code: Code,
    message: Cow<'static, str>,
    hint: Option<String>,
    /// The end of a string or name is missing.
    open: bool,
}

type Lexed<'a, T> = IResult<&'a str, T, Fault<'a>>;

impl<'a> Fault<'a> {
    fn new(rest: &'a str, code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            rest,
            from: None,
            to: None,
            code,
            message: message.into(),
            hint: None,
            open: false,
        }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same fault, of something that is never closed.
    fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// The same fault; reading goes on at `rest`.
    fn resume(mut self, rest: &'a str) -> Self {
        self.to.get_or_insert(self.rest);
        self.rest = rest;
        self
    }

    /// The same fault, marked only from here to where reading goes on.
    fn from(mut self, from: &'a str) -> Self {
        self.from = Some(from);
        self
    }

    /// Final: no other kind of token is tried.
    fn stop<T>(self) -> Lexed<'a, T> {
        Err(nom::Err::Failure(self))
    }

    fn into_diagnostic(self, text: &str, start: usize) -> Diagnostic {
        let start = self.from.map_or(start, |from| text.len() - from.len());
        let span = Span::new(start, text.len() - self.to.unwrap_or(self.rest).len());
        let diagnostic = Diagnostic::new(self.code, self.message).at(span);
        match self.hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    }
}

impl<'a> ParseError<&'a str> for Fault<'a> {
    fn from_error_kind(input: &'a str, _: ErrorKind) -> Self {
        Self::new(input, Code::UnexpectedSyntax, "This is no token")
    }

    fn append(_: &'a str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

/// The first character decides, so that few kinds are tried in vain.
fn piece(input: &str) -> Lexed<'_, Piece> {
    match input.chars().next() {
        Some('\'' | '"') => text::string
            .map(|text| Piece::Token(TokenKind::String(text)))
            .parse(input),
        Some('`') => text::quoted_name
            .map(|name| Piece::Token(TokenKind::QuotedName(name)))
            .parse(input),
        Some('$') => parameter.map(Piece::Token).parse(input),
        Some('0'..='9') => number::number.map(Piece::Token).parse(input),
        Some(first) if starts_name(first) => name.map(Piece::Token).parse(input),
        // `..` comes before numbers, or `..5` would be a dot and `.5`.
        Some('.') => alt((range, number::number, symbol))
            .map(Piece::Token)
            .parse(input),
        Some('/') => alt((space::comment, symbol.map(Piece::Token))).parse(input),
        _ => alt((space::space, symbol.map(Piece::Token), stranger)).parse(input),
    }
}

fn range(input: &str) -> Lexed<'_, TokenKind> {
    tag("..")
        .map(|_| TokenKind::Symbol(Symbol::DotDot))
        .parse(input)
}

fn name(input: &str) -> Lexed<'_, TokenKind> {
    let (rest, word) =
        recognize((satisfy(starts_name), take_while(continues_name))).parse(input)?;
    Ok((
        rest,
        Keyword::from_text(word).map_or(TokenKind::Name, TokenKind::Keyword),
    ))
}

/// A dollar and a name, a number or a quoted name; a lone dollar is a sign.
fn parameter(input: &str) -> Lexed<'_, TokenKind> {
    let (rest, _) = tag("$").parse(input)?;
    let plain = take_while(continues_name).map(str::to_owned);
    let (rest, name) = alt((text::quoted_name, plain)).parse(rest)?;
    let kind = match name.as_str() {
        "" => TokenKind::Symbol(Symbol::Dollar),
        _ => TokenKind::Parameter(name),
    };
    Ok((rest, kind))
}

fn symbol(input: &str) -> Lexed<'_, TokenKind> {
    for (written, symbol) in Symbol::WRITTEN {
        if let Some(rest) = input.strip_prefix(written) {
            return Ok((rest, TokenKind::Symbol(*symbol)));
        }
    }
    map_opt(anychar, |character| {
        typographic(character).map(TokenKind::Symbol)
    })
    .parse(input)
}

/// Dashes and arrow heads that openCypher accepts in the arrows of patterns.
fn typographic(character: char) -> Option<Symbol> {
    match character {
        '\u{AD}' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－' => {
            Some(Symbol::Dash)
        }
        '⟨' | '〈' | '﹤' | '＜' => Some(Symbol::LeftHead),
        '⟩' | '〉' | '﹥' | '＞' => Some(Symbol::RightHead),
        _ => None,
    }
}

/// A character no token starts with: always a fault.
fn stranger(input: &str) -> Lexed<'_, Piece> {
    let (rest, character) = satisfy(|_| true).parse(input)?;
    let (code, what) = if character.is_ascii() {
        (
            Code::UnexpectedSyntax,
            format!("The character {character:?} cannot stand here"),
        )
    } else {
        (
            Code::InvalidUnicodeCharacter,
            format!(
                "The character '{}' (U+{:04X}) cannot stand here",
                character.escape_debug(),
                u32::from(character)
            ),
        )
    };
    let hint = match character {
        '‘' | '’' | '‚' | '′' => "Strings are written with straight quotes: 'text'",
        '“' | '”' | '„' | '″' | '«' | '»' => {
            "Strings are written with straight quotes: \"text\""
        }
        '≤' => "Less than or equal is written <=",
        '≥' => "Greater than or equal is written >=",
        '≠' => "Not equal is written <>",
        '→' | '⟶' => "An arrow is written -->",
        '←' | '⟵' => "An arrow is written <--",
        '…' => "A range is written with two dots: ..",
        '×' => "Multiplication is written *",
        '÷' => "Division is written /",
        '?' => "A parameter is written $name",
        '#' => "A comment starts with //",
        '~' => "A regular expression is matched with =~",
        _ => return Fault::new(rest, code, what).stop(),
    };
    Fault::new(rest, code, what).hint(hint).stop()
}

/// Letters and connecting punctuation.
pub(super) fn starts_name(character: char) -> bool {
    character.is_alphabetic() || character == '_' || is_connector(character)
}

/// Also digits, currency signs and marks that combine with the letter before them.
pub(super) fn continues_name(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    character.is_alphanumeric()
        || is_connector(character)
        || matches!(character, '¢'..='¥' | '₠'..='⃀')
        || is_combining(character)
}

fn is_connector(character: char) -> bool {
    matches!(
        character,
        '‿' | '⁀' | '⁔' | '︳' | '︴' | '﹍'..='﹏' | '＿'
    )
}

/// Marks take no room of their own; invisible format characters do neither, but belong to no name.
fn is_combining(character: char) -> bool {
    unicode_width::UnicodeWidthChar::width(character) == Some(0)
        && !matches!(character, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests;
