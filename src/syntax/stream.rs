//! Tokens as nom input.
//!
//! In: the tokens of a statement. Out: look-ahead and the way on. Every miss is
//! noted in the context, so that the farthest one can speak (`failure`). Knows nothing of clauses.

use std::cell::RefCell;
use std::iter::{Cloned, Enumerate};
use std::slice::Iter;

use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Input, Needed};

use super::depth;
use super::failure::{Expected, Farthest};
use super::keyword::Keyword;
use super::token::{Symbol, Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What every parser of the grammar gives.
pub(super) type Parsed<'a, T> = IResult<Stream<'a>, T, Miss>;

/// Why a parser gave nothing.
#[derive(Debug)]
pub(super) enum Miss {
    /// Something else stands here; the context knows what was wanted.
    Here,
    /// A particular problem.
    Because(Diagnostic),
}

impl<'a> ParseError<Stream<'a>> for Miss {
    fn from_error_kind(_: Stream<'a>, _: ErrorKind) -> Self {
        Self::Here
    }

    fn append(_: Stream<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }
}

/// A miss that is final: nothing else is tried.
pub(super) fn refuse<T>(diagnostic: Diagnostic) -> Result<T, nom::Err<Miss>> {
    Err(nom::Err::Failure(Miss::Because(diagnostic)))
}

/// Refuses syntax that is known and not carried out.
pub(super) fn unsupported<T>(what: &str, span: Span) -> Result<T, nom::Err<Miss>> {
    let message = format!("{what} is not supported yet");
    refuse(Diagnostic::new(Code::UnsupportedSyntax, message).at(span))
}

/// What stays the same while one statement is read.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The text the spans belong to.
    pub(super) text: &'a str,
    /// All tokens of the statement.
    pub(super) tokens: &'a [Token],
    /// For each opening bracket the index of its closing one; for all else 0.
    closers: Vec<u32>,
    /// The farthest miss so far.
    pub(super) farthest: RefCell<Farthest>,
}

impl<'a> Context<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let mut closers = vec![0; tokens.len()];
        let mut open: Vec<(usize, Symbol)> = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            let TokenKind::Symbol(symbol) = token.kind else {
                continue;
            };
            if let Some(closing) = symbol.closing() {
                open.push((index, closing));
            } else if symbol.is_closing()
                && open.last().is_some_and(|(_, closing)| *closing == symbol)
                && let Some((opened, _)) = open.pop()
            {
                closers[opened] = index as u32;
            }
        }
        Self {
            text,
            tokens,
            closers,
            farthest: RefCell::default(),
        }
    }

    /// Behind the last token.
    pub(super) fn end(&self) -> Span {
        let end = self
            .tokens
            .last()
            .map_or(0, |token| token.span.end as usize);
        Span::new(end, end)
    }
}

/// The tokens still to be read. Cheap to copy, so look-ahead is a copy that is thrown away.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stream<'a> {
    pub(super) context: &'a Context<'a>,
    /// Index of the next token.
    at: usize,
    /// Index after the last token that may be read.
    end: usize,
    /// How many brackets and operators are open around.
    pub(super) depth: u16,
    /// The levels of the highest tree read so far for the expression being read.
    height: u16,
    /// A `|` ends the expression (the head of a comprehension) instead of joining labels.
    pub(super) bar_ends: bool,
}

impl<'a> Stream<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            at: 0,
            end: context.tokens.len(),
            depth: 0,
            height: 0,
            bar_ends: false,
        }
    }

    /// The next token.
    pub(super) fn peek(&self) -> Option<&'a TokenKind> {
        self.ahead(0)
    }

    /// The token `count` after the next.
    pub(super) fn ahead(&self, count: usize) -> Option<&'a TokenKind> {
        let index = self.at + count;
        (index < self.end).then(|| self.context.tokens.get(index).map(|token| &token.kind))?
    }

    /// Whether the token `count` after the next is this sign.
    pub(super) fn symbol_ahead(&self, count: usize, symbol: Symbol) -> bool {
        self.ahead(count).is_some_and(|kind| kind.is(symbol))
    }

    /// Whether the next token is this sign.
    pub(super) fn is_symbol(&self, symbol: Symbol) -> bool {
        self.symbol_ahead(0, symbol)
    }

    /// Whether the token `count` after the next is this keyword.
    pub(super) fn keyword_ahead(&self, count: usize, keyword: Keyword) -> bool {
        self.ahead(count) == Some(&TokenKind::Keyword(keyword))
    }

    /// Whether the next token is this keyword.
    pub(super) fn is_keyword(&self, keyword: Keyword) -> bool {
        self.keyword_ahead(0, keyword)
    }

    /// Whether the token `count` after the next is this word, a keyword or not, in any case.
    pub(super) fn word_ahead(&self, count: usize, word: &str) -> bool {
        let index = self.at + count;
        matches!(
            self.ahead(count),
            Some(TokenKind::Name | TokenKind::Keyword(_))
        ) && self.context.tokens.get(index).is_some_and(|token| {
            token
                .span
                .slice(self.context.text)
                .eq_ignore_ascii_case(word)
        })
    }

    /// Whether the tokens from the next on are these words.
    pub(super) fn are_words(&self, words: &str) -> bool {
        words
            .split(' ')
            .enumerate()
            .all(|(count, word)| self.word_ahead(count, word))
    }

    /// Where the next token stands; the end of the text when there is none.
    pub(super) fn span(&self) -> Span {
        match self.context.tokens.get(self.at) {
            Some(token) if self.at < self.end => token.span,
            _ => self.context.end(),
        }
    }

    /// From `start` to the end of the last token read.
    pub(super) fn since(&self, start: Self) -> Span {
        let last = self
            .at
            .checked_sub(1)
            .and_then(|index| self.context.tokens.get(index));
        let end = last.map_or(start.span(), |token| token.span);
        if self.at > start.at {
            start.span().to(end)
        } else {
            start.span()
        }
    }

    /// Behind the next `count` tokens.
    pub(super) fn skip(mut self, count: usize) -> Self {
        self.at = (self.at + count).min(self.end);
        self
    }

    /// Behind the bracket that closes the one here; nothing when none opens here or it is never closed.
    pub(super) fn behind_bracket(&self) -> Option<Self> {
        let closer = *self.context.closers.get(self.at)? as usize;
        (closer > self.at && closer < self.end).then(|| Self {
            at: closer + 1,
            ..*self
        })
    }

    /// The first of `wanted` before the bracket closes that is open here, not looking into inner brackets.
    pub(super) fn find(mut self, wanted: impl Fn(&TokenKind) -> bool) -> Option<&'a TokenKind> {
        loop {
            let kind = self.peek()?;
            if wanted(kind) {
                return Some(kind);
            }
            match kind {
                TokenKind::Symbol(symbol) if symbol.is_closing() => return None,
                _ => self = self.behind_bracket().unwrap_or_else(|| self.skip(1)),
            }
        }
    }

    /// Notes that this was wanted here.
    pub(super) fn want(&self, expected: Expected) {
        self.context.farthest.borrow_mut().note(self.at, expected);
    }

    /// Notes that this was wanted here, and gives the miss.
    pub(super) fn miss<T>(&self, expected: Expected) -> Result<T, nom::Err<Miss>> {
        self.want(expected);
        Err(nom::Err::Error(Miss::Here))
    }
}

impl<'a> Input for Stream<'a> {
    type Item = Token;
    type Iter = Cloned<Iter<'a, Token>>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.end - self.at
    }

    fn take(&self, index: usize) -> Self {
        Self {
            end: (self.at + index).min(self.end),
            ..*self
        }
    }

    fn take_from(&self, index: usize) -> Self {
        self.skip(index)
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Token) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.context
            .tokens
            .get(self.at..self.end)
            .unwrap_or_default()
            .iter()
            .cloned()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.input_len() {
            Ok(count)
        } else {
            Err(Needed::Unknown)
        }
    }
}

impl Stream<'_> {
    /// The same place, `cost` deeper; refused when that is too deep.
    pub(super) fn deeper(self, cost: u16) -> Result<Self, nom::Err<Miss>> {
        let depth = self.depth + cost;
        if depth > depth::LIMIT {
            return refuse(depth::too_deep(self.span()));
        }
        Ok(Self { depth, ..self })
    }

    /// Behind this sign, or a miss.
    pub(super) fn past(self, symbol: Symbol) -> Result<Self, nom::Err<Miss>> {
        if self.is_symbol(symbol) {
            Ok(self.skip(1))
        } else {
            self.miss(Expected::Symbol(symbol))
        }
    }

    /// Behind this opening bracket, `cost` deeper, where `|` joins labels.
    pub(super) fn enter(self, open: Symbol, cost: u16) -> Result<Self, nom::Err<Miss>> {
        let inner = self.past(open)?;
        Ok(Self {
            bar_ends: false,
            ..inner.deeper(cost)?
        })
    }

    /// Here again, but as deep as `outer`.
    pub(super) fn back(self, outer: Self) -> Self {
        Self {
            depth: outer.depth,
            bar_ends: outer.bar_ends,
            ..self
        }
    }

    /// Behind this closing bracket, as deep as `outer`.
    pub(super) fn leave(self, close: Symbol, outer: Self) -> Result<Self, nom::Err<Miss>> {
        let rest = self.past(close)?;
        Ok(rest.back(outer))
    }

    /// Here, where nothing has been read yet.
    pub(super) fn flat(self) -> Self {
        Self { height: 0, ..self }
    }

    /// Here, with one more level on what has been read; refused when that is too many.
    pub(super) fn higher(self) -> Result<Self, nom::Err<Miss>> {
        if self.height >= depth::TREE_LIMIT {
            return refuse(depth::too_deep(self.span()));
        }
        Ok(Self {
            height: self.height + 1,
            ..self
        })
    }

    /// Here, where what was read before `outer` counts too.
    pub(super) fn at_least_as_high(self, outer: Self) -> Self {
        Self {
            height: self.height.max(outer.height),
            ..self
        }
    }

    /// Here, with `|` ending expressions.
    pub(super) fn before_bar(self) -> Self {
        Self {
            bar_ends: true,
            ..self
        }
    }
}
