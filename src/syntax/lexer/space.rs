//! White space and comments.

use nom::Parser;
use nom::bytes::complete::{tag, take_while, take_while1};

use super::{Lexed, Piece};

/// One or more blanks of any kind, the byte order mark among them.
pub(super) fn space(input: &str) -> Lexed<'_, Piece> {
    take_while1(is_space).map(|_| Piece::Space).parse(input)
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1C}'..='\u{1F}' | '\u{180E}' | '\u{FEFF}')
}

/// `// to the end of the line` or `/* to the next */`; the second may be open at the end of the text.
pub(super) fn comment(input: &str) -> Lexed<'_, Piece> {
    if let Some(inside) = input.strip_prefix("/*") {
        let (open, rest) = match inside.split_once("*/") {
            Some((_, rest)) => (false, rest),
            None => (true, ""),
        };
        return Ok((rest, Piece::Comment { open }));
    }
    let line = (
        tag("//"),
        take_while(|character| character != '\n' && character != '\r'),
    );
    line.map(|_| Piece::Comment { open: false }).parse(input)
}
