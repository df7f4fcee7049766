//! Functions of text. Lengths and places count characters (Unicode scalar values).

use std::collections::HashSet;

use super::argument;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::long_text::{self, Search};
use crate::function::room::{self, LARGE, Steps};
use crate::function::{Accepts, Argument, Host, ScalarFunction, Volatility};
use crate::value::bulk::Bulk;
use crate::value::{Kind, Value};

const TEXT: &[Argument] = &[Argument::needed("text", Accepts::STRING)];
const TEXT_AND_LENGTH: &[Argument] = &[
    Argument::needed("text", Accepts::STRING),
    Argument::needed("length", Accepts::INTEGER),
];
const TEXT_AND_CHARACTERS: &[Argument] = &[
    Argument::needed("text", Accepts::STRING),
    Argument::optional("characters", Accepts::STRING),
];

/// About the bytes a short text holds beside its place in a list.
const PART: usize = 32;
/// Steps that making one part of a text counts for.
const LOOK: usize = 16;
/// From so many bytes of characters on, `trim` looks them up in a table.
const MANY_CHARACTERS: usize = 32;

fn string(_: &[Kind]) -> Kind {
    Kind::String
}

/// The functions of this family.
pub(super) const ALL: &[ScalarFunction] = &[
    ScalarFunction::new(
        "substring",
        &[
            Argument::needed("text", Accepts::STRING),
            Argument::needed("start", Accepts::INTEGER),
            Argument::optional("length", Accepts::INTEGER),
        ],
        string,
        "Gives the part of a text from a place (0 is the first) on, up to a length.",
        "substring('hello', 1, 3)",
        substring,
    ),
    ScalarFunction::new(
        "left",
        TEXT_AND_LENGTH,
        string,
        "Gives the first characters of a text.",
        "left('hello', 3)",
        left,
    ),
    ScalarFunction::new(
        "right",
        TEXT_AND_LENGTH,
        string,
        "Gives the last characters of a text.",
        "right('hello', 3)",
        right,
    ),
    ScalarFunction::new(
        "trim",
        TEXT_AND_CHARACTERS,
        string,
        "Takes white space, or any of these characters, off both ends.",
        "trim('  hello ')",
        |args, host| trimmed(args, host, true, true),
    )
    .aliases(&["btrim"]),
    ScalarFunction::new(
        "ltrim",
        TEXT_AND_CHARACTERS,
        string,
        "Takes white space, or any of these characters, off the beginning.",
        "ltrim('  hello')",
        |args, host| trimmed(args, host, true, false),
    ),
    ScalarFunction::new(
        "rtrim",
        TEXT_AND_CHARACTERS,
        string,
        "Takes white space, or any of these characters, off the end.",
        "rtrim('hello  ')",
        |args, host| trimmed(args, host, false, true),
    ),
    ScalarFunction::new(
        "replace",
        &[
            Argument::needed("text", Accepts::STRING),
            Argument::needed("search", Accepts::STRING),
            Argument::needed("replacement", Accepts::STRING),
            Argument::optional("limit", Accepts::INTEGER),
        ],
        string,
        "Replaces what is searched for, everywhere or so many times.",
        "replace('hello', 'l', 'w')",
        replace,
    ),
    ScalarFunction::new(
        "split",
        &[
            Argument::needed("text", Accepts::STRING),
            Argument::needed("separator", Accepts::STRING.or(Accepts::LIST)),
        ],
        |_| Kind::List(Box::new(Kind::String)),
        "Splits a text at a separator, or at any separator of a list.",
        "split('one,two', ',')",
        split,
    ),
    ScalarFunction::new(
        "toUpper",
        TEXT,
        string,
        "Gives a text in capital letters.",
        "toUpper('hello')",
        |args, host| recased(args, host, str::to_uppercase),
    )
    .aliases(&["upper"]),
    ScalarFunction::new(
        "toLower",
        TEXT,
        string,
        "Gives a text in small letters.",
        "toLower('HELLO')",
        |args, host| recased(args, host, str::to_lowercase),
    )
    .aliases(&["lower"]),
    ScalarFunction::new(
        "char_length",
        TEXT,
        |_| Kind::Integer,
        "Gives the number of characters of a text.",
        "char_length('hello')",
        |args, _| {
            Ok(argument::text(args, 0)?
                .map(|text| text.chars().count() as i64)
                .into())
        },
    )
    .aliases(&["character_length"]),
    ScalarFunction::new(
        "randomUUID",
        &[],
        string,
        "Gives a new random UUID.",
        "randomUUID()",
        |_, _| Ok(Value::String(random_uuid().into())),
    )
    .volatility(Volatility::Volatile),
];

/// A length or place that must not be negative.
fn size(args: &[Value], place: usize) -> Result<Option<usize>> {
    let Some(value) = argument::integer(args, place)? else {
        return Ok(None);
    };
    usize::try_from(value).map(Some).map_err(|_| {
        Diagnostic::new(
            Code::NegativeSize,
            format!("a length or place in a text must not be negative, and {value} is"),
        )
    })
}

/// The byte at which the character of this number begins; the end of the text when there are not so many.
fn byte_of(text: &str, character: usize) -> usize {
    let mut rest = text.chars();
    // Skips many characters at a time.
    if character > 0 {
        rest.nth(character - 1);
    }
    text.len() - rest.as_str().len()
}

/// A part of a text as a text of its own; all of it is the text itself.
fn part(whole: &Value, part: &str, host: &dyn Host) -> Result<Value> {
    match whole {
        Value::String(whole) if whole.len() == part.len() => {
            return Ok(Value::String(whole.clone()));
        }
        Value::String(whole) => room::text(part.len(), whole.len(), host)?,
        _ => {}
    }
    Ok(Value::string(part))
}

/// A text in other letters. One of them may be up to three times as long as the one it stands for.
fn recased(args: &[Value], host: &dyn Host, change: fn(&str) -> String) -> Result<Value> {
    let Some(text) = argument::text(args, 0)? else {
        return Ok(Value::Null);
    };
    if text.len() <= LARGE {
        return Ok(change(text).into());
    }
    let most = if text.is_ascii() {
        text.len()
    } else {
        3 * text.len()
    };
    room::text(most, text.len(), host)?;
    let mut changed = String::with_capacity(text.len());
    let (mut from, mut to) = (0, 0);
    for piece in long_text::pieces(text, host) {
        to += piece?.len();
        if is_apart(&text[from..to], &text[to..]) {
            changed.push_str(&change(&text[from..to]));
            from = to;
        }
    }
    changed.push_str(&change(&text[from..]));
    Ok(changed.into())
}

/// Are the letters on both sides changed as they would be by themselves? How a sigma is written depends on the letters
/// around it, as far as the next that is none of those that are looked past. Between plain letters and spaces there is
/// nothing to look past.
fn is_apart(before: &str, after: &str) -> bool {
    let plain =
        |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric() || c.is_ascii_whitespace());
    plain(before.chars().next_back()) && plain(after.chars().next())
}

fn substring(args: &[Value], host: &dyn Host) -> Result<Value> {
    let (text, start, length) = (argument::text(args, 0)?, size(args, 1)?, size(args, 2)?);
    let (Some(text), Some(start)) = (text, start) else {
        return Ok(Value::Null);
    };
    let rest = &text[byte_of(text, start)..];
    Ok(match length {
        Some(length) => part(&args[0], &rest[..byte_of(rest, length)], host)?,
        None if args.len() > 2 => Value::Null,
        None => part(&args[0], rest, host)?,
    })
}

fn left(args: &[Value], host: &dyn Host) -> Result<Value> {
    let (Some(text), Some(length)) = (argument::text(args, 0)?, size(args, 1)?) else {
        return Ok(Value::Null);
    };
    part(&args[0], &text[..byte_of(text, length)], host)
}

fn right(args: &[Value], host: &dyn Host) -> Result<Value> {
    let (Some(text), Some(length)) = (argument::text(args, 0)?, size(args, 1)?) else {
        return Ok(Value::Null);
    };
    let skipped = text.chars().count().saturating_sub(length);
    part(&args[0], &text[byte_of(text, skipped)..], host)
}

fn trimmed(args: &[Value], host: &dyn Host, start: bool, end: bool) -> Result<Value> {
    let (text, characters) = (argument::text(args, 0)?, argument::text(args, 1)?);
    let Some(whole) = text else {
        return Ok(Value::Null);
    };
    if characters.is_none() && args.len() > 1 {
        return Ok(Value::Null);
    }
    // Many characters are looked up rather than gone through for each of the text.
    let set: Option<HashSet<char>> = characters
        .filter(|characters| characters.len() > MANY_CHARACTERS)
        .map(|characters| characters.chars().collect());
    let goes = |c: char| match (&set, characters) {
        (Some(set), _) => set.contains(&c),
        (None, Some(characters)) => characters.contains(c),
        (None, None) => c.is_whitespace(),
    };
    let mut text = whole;
    let mut steps = Steps::default();
    if start {
        while let Some(c) = text.chars().next().filter(|c| goes(*c)) {
            text = &text[c.len_utf8()..];
            steps.done(1, 0, host)?;
        }
    }
    if end {
        while let Some(c) = text.chars().next_back().filter(|c| goes(*c)) {
            text = &text[..text.len() - c.len_utf8()];
            steps.done(1, 0, host)?;
        }
    }
    part(&args[0], text, host)
}

fn replace(args: &[Value], host: &dyn Host) -> Result<Value> {
    let (text, search) = (argument::text(args, 0)?, argument::text(args, 1)?);
    let (replacement, limit) = (argument::text(args, 2)?, size(args, 3)?);
    let (Some(text), Some(search), Some(replacement)) = (text, search, replacement) else {
        return Ok(Value::Null);
    };
    if limit.is_none() && args.len() > 3 && !search.is_empty() {
        return Ok(Value::Null);
    }
    let limit = limit.unwrap_or(usize::MAX);
    if search.is_empty() {
        return Ok(args[0].clone());
    }
    let search_for = Search::new(search);
    let mut steps = Steps::default();
    let mut bytes = text.len();
    // Small results need no counting of what is found.
    let most = (text.len() / search.len()).min(limit);
    if most.saturating_mul(replacement.len()).saturating_add(bytes) > LARGE {
        let (mut found, mut from) = (0_usize, 0);
        while found < limit
            && let Some(at) = search_for.find(text, from, host)?
        {
            found += 1;
            from = at + search.len();
            steps.done(1, text.len(), host)?;
        }
        if found == 0 {
            return Ok(args[0].clone());
        }
        bytes -= found * search.len();
        bytes = bytes.saturating_add(found.saturating_mul(replacement.len()));
        room::text(bytes, text.len() + replacement.len(), host)?;
    }
    let mut result = String::with_capacity(bytes);
    let (mut found, mut rest) = (0, 0);
    while found < limit
        && let Some(at) = search_for.find(text, rest, host)?
    {
        long_text::append(&mut result, &text[rest..at], host)?;
        long_text::append(&mut result, replacement, host)?;
        found += 1;
        rest = at + search.len();
        steps.done(1 + replacement.len() / 64, 0, host)?;
    }
    long_text::append(&mut result, &text[rest..], host)?;
    Ok(result.into())
}

fn split(args: &[Value], host: &dyn Host) -> Result<Value> {
    let separators: Vec<&str> = match args.get(1) {
        None | Some(Value::Null) => return Ok(Value::Null),
        Some(Value::String(separator)) => vec![separator],
        Some(Value::List(items)) => {
            let texts: Result<Option<Vec<&str>>> = (0..items.len())
                .map(|place| argument::text(items, place))
                .collect();
            match texts? {
                Some(texts) => texts,
                None => return Ok(Value::Null),
            }
        }
        Some(other) => return Err(argument::wrong(other, "a String or a List of Strings")),
    };
    let Some(text) = argument::text(args, 0)? else {
        return Ok(Value::Null);
    };
    if text.is_empty() {
        return Ok(Value::list(vec![Value::string("")]));
    }
    let mut parts: Bulk<Value> = Bulk::default();
    // What the text, its parts and their list hold by now.
    let held = |parts: &Vec<Value>| {
        parts.capacity() * size_of::<Value>() + parts.len() * PART + 2 * text.len()
    };
    let mut steps = Steps::default();
    if separators.iter().any(|separator| separator.is_empty()) {
        // The empty separator stands between any two characters.
        for (at, c) in text.char_indices() {
            parts.push(Value::string(&text[at..at + c.len_utf8()]));
            steps.done(LOOK, held(&parts), host)?;
        }
        return Ok(Value::List(parts.into()));
    }
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        // Of separators that begin alike the longest counts.
        let found = separators
            .iter()
            .filter(|separator| rest.starts_with(**separator))
            .map(|s| s.len())
            .max();
        if let Some(length) = found {
            parts.push(Value::string(&text[start..at]));
            at += length;
            start = at;
            steps.done(LOOK, held(&parts), host)?;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        steps.done(separators.len(), held(&parts), host)?;
    }
    parts.push(Value::string(&text[start..]));
    Ok(Value::List(parts.into()))
}

/// A UUID of version 4: random but for the version and the variant.
fn random_uuid() -> String {
    let random = fastrand::u128(..);
    let bits = (random & !(0xF << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}
