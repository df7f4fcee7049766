//! Strings with their escapes, and names in back-ticks.

use nom::Parser;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{anychar, char, one_of};

use super::{Fault, Lexed};
use crate::diagnostic::Code;

/// `'text'` or `"text"`, escapes resolved.
pub(super) fn string(input: &str) -> Lexed<'_, String> {
    let (mut rest, quote) = one_of("'\"").parse(input)?;
    let mut text = String::new();
    loop {
        let end = rest.find([quote, '\\']).unwrap_or(rest.len());
        text.push_str(&rest[..end]);
        rest = &rest[end..];
        if let Some(after) = rest.strip_prefix(quote) {
            return Ok((after, text));
        }
        if matches!(rest, "" | "\\") {
            return Fault::new(
                "",
                Code::UnexpectedSyntax,
                "The string that starts here is never closed",
            )
            .hint(format!(
                "Close it with {quote}; inside a string a quote is written \\{quote}"
            ))
            .open()
            .stop();
        }
        let (after, character) = escape(rest).map_err(|error| resume(error, rest, quote))?;
        text.push(character);
        rest = after;
    }
}

/// Behind a bad escape the string goes on to its end, so that the text behind it is read as what it is.
fn resume<'a>(error: nom::Err<Fault<'a>>, mut rest: &'a str, quote: char) -> nom::Err<Fault<'a>> {
    let open = loop {
        rest = rest.find([quote, '\\']).map_or("", |end| &rest[end..]);
        let mut characters = rest.chars();
        let first = characters.next();
        if first == Some('\\') {
            characters.next();
        }
        rest = characters.as_str();
        if first != Some('\\') {
            break first.is_none();
        }
    };
    error.map(|fault| {
        let fault = fault.resume(rest);
        if open { fault.open() } else { fault }
    })
}

fn escape(input: &str) -> Lexed<'_, char> {
    let (rest, (_, letter)) = (char('\\'), anychar).parse(input)?;
    let character = match letter {
        '\\' | '\'' | '"' | '`' | '/' => letter,
        'b' => '\u{8}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return utf16(input),
        'U' => {
            let (rest, unit) = unit(input, 8)?;
            return match char::from_u32(unit) {
                Some(character) => Ok((rest, character)),
                None => no_character(input, rest),
            };
        }
        _ => {
            return Fault::new(
                rest,
                Code::UnexpectedSyntax,
                format!("There is no escape \\{letter} in strings"),
            )
            .from(input)
            .hint("A backslash itself is written \\\\")
            .stop();
        }
    };
    Ok((rest, character))
}

/// `\uXXXX`, or two of them that make one character together.
fn utf16(input: &str) -> Lexed<'_, char> {
    let (rest, first) = unit(input, 4)?;
    if let Some(character) = char::from_u32(first) {
        return Ok((rest, character));
    }
    if first >= 0xDC00 || !rest.starts_with("\\u") {
        return no_character(input, rest);
    }
    let (rest, second) = unit(rest, 4)?;
    let joined = second
        .checked_sub(0xDC00)
        .filter(|low| *low < 0x400)
        .and_then(|low| char::from_u32(0x10000 + ((first - 0xD800) << 10) + low));
    match joined {
        Some(character) => Ok((rest, character)),
        None => no_character(input, rest),
    }
}

/// The digits of an escape that starts at `input`.
fn unit(input: &str, digits: usize) -> Lexed<'_, u32> {
    let after = input.get(2..).unwrap_or("");
    let (rest, found) =
        take_while_m_n(0, digits, |character: char| character.is_ascii_hexdigit()).parse(after)?;
    match u32::from_str_radix(found, 16) {
        Ok(unit) if found.len() == digits => Ok((rest, unit)),
        _ => {
            // The mark takes in the character that should have been a digit.
            let next = rest.chars().next().filter(|next| next.is_alphanumeric());
            let rest = &rest[next.map_or(0, char::len_utf8)..];
            Fault::new(
                rest,
                Code::InvalidUnicodeLiteral,
                format!(
                    "A \\{} escape needs {digits} hexadecimal digits",
                    &input[1..2]
                ),
            )
            .from(input)
            .stop()
        }
    }
}

fn no_character<'a>(input: &'a str, rest: &'a str) -> Lexed<'a, char> {
    Fault::new(
        rest,
        Code::InvalidUnicodeLiteral,
        "This escape does not name a character",
    )
    .from(input)
    .stop()
}

/// `` `any text` ``, a back-tick inside is written twice.
pub(super) fn quoted_name(input: &str) -> Lexed<'_, String> {
    let (mut rest, _) = char('`').parse(input)?;
    let mut name = String::new();
    loop {
        let Some((before, after)) = rest.split_once('`') else {
            return Fault::new(
                "",
                Code::UnexpectedSyntax,
                "The name that starts here is never closed",
            )
            .hint("Close it with `")
            .open()
            .stop();
        };
        name.push_str(before);
        rest = after;
        let Some(after) = rest.strip_prefix('`') else {
            return Ok((rest, name));
        };
        name.push('`');
        rest = after;
    }
}
