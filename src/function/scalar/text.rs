//! Functions of text. Lengths and places count characters (Unicode scalar values).

use super::argument;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::{Accepts, Argument, ScalarFunction, Volatility};
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
        |args, _| substring(args),
    ),
    ScalarFunction::new(
        "left",
        TEXT_AND_LENGTH,
        string,
        "Gives the first characters of a text.",
        "left('hello', 3)",
        |args, _| left(args),
    ),
    ScalarFunction::new(
        "right",
        TEXT_AND_LENGTH,
        string,
        "Gives the last characters of a text.",
        "right('hello', 3)",
        |args, _| right(args),
    ),
    ScalarFunction::new(
        "trim",
        TEXT_AND_CHARACTERS,
        string,
        "Takes white space, or any of these characters, off both ends.",
        "trim('  hello ')",
        |args, _| trimmed(args, true, true),
    )
    .aliases(&["btrim"]),
    ScalarFunction::new(
        "ltrim",
        TEXT_AND_CHARACTERS,
        string,
        "Takes white space, or any of these characters, off the beginning.",
        "ltrim('  hello')",
        |args, _| trimmed(args, true, false),
    ),
    ScalarFunction::new(
        "rtrim",
        TEXT_AND_CHARACTERS,
        string,
        "Takes white space, or any of these characters, off the end.",
        "rtrim('hello  ')",
        |args, _| trimmed(args, false, true),
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
        |args, _| replace(args),
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
        |args, _| split(args),
    ),
    ScalarFunction::new(
        "toUpper",
        TEXT,
        string,
        "Gives a text in capital letters.",
        "toUpper('hello')",
        |args, _| Ok(argument::text(args, 0)?.map(str::to_uppercase).into()),
    )
    .aliases(&["upper"]),
    ScalarFunction::new(
        "toLower",
        TEXT,
        string,
        "Gives a text in small letters.",
        "toLower('HELLO')",
        |args, _| Ok(argument::text(args, 0)?.map(str::to_lowercase).into()),
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
    text.char_indices()
        .nth(character)
        .map_or(text.len(), |(byte, _)| byte)
}

fn substring(args: &[Value]) -> Result<Value> {
    let (text, start, length) = (argument::text(args, 0)?, size(args, 1)?, size(args, 2)?);
    let (Some(text), Some(start)) = (text, start) else {
        return Ok(Value::Null);
    };
    let rest = &text[byte_of(text, start)..];
    Ok(match length {
        Some(length) => Value::string(&rest[..byte_of(rest, length)]),
        None if args.len() > 2 => Value::Null,
        None => Value::string(rest),
    })
}

fn left(args: &[Value]) -> Result<Value> {
    let (Some(text), Some(length)) = (argument::text(args, 0)?, size(args, 1)?) else {
        return Ok(Value::Null);
    };
    Ok(Value::string(&text[..byte_of(text, length)]))
}

fn right(args: &[Value]) -> Result<Value> {
    let (Some(text), Some(length)) = (argument::text(args, 0)?, size(args, 1)?) else {
        return Ok(Value::Null);
    };
    let skipped = text.chars().count().saturating_sub(length);
    Ok(Value::string(&text[byte_of(text, skipped)..]))
}

fn trimmed(args: &[Value], start: bool, end: bool) -> Result<Value> {
    let (text, characters) = (argument::text(args, 0)?, argument::text(args, 1)?);
    let Some(mut text) = text else {
        return Ok(Value::Null);
    };
    if characters.is_none() && args.len() > 1 {
        return Ok(Value::Null);
    }
    let goes = |c: char| characters.map_or(c.is_whitespace(), |characters| characters.contains(c));
    if start {
        text = text.trim_start_matches(goes);
    }
    if end {
        text = text.trim_end_matches(goes);
    }
    Ok(Value::string(text))
}

fn replace(args: &[Value]) -> Result<Value> {
    let (text, search) = (argument::text(args, 0)?, argument::text(args, 1)?);
    let (replacement, limit) = (argument::text(args, 2)?, size(args, 3)?);
    let (Some(text), Some(search), Some(replacement)) = (text, search, replacement) else {
        return Ok(Value::Null);
    };
    Ok(match limit {
        _ if search.is_empty() => Value::string(text),
        Some(limit) => text.replacen(search, replacement, limit).into(),
        None if args.len() > 3 => Value::Null,
        None => text.replace(search, replacement).into(),
    })
}

fn split(args: &[Value]) -> Result<Value> {
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
    if separators.iter().any(|separator| separator.is_empty()) {
        // The empty separator stands between any two characters.
        return Ok(Value::list(
            text.chars().map(|c| Value::string(c.to_string())).collect(),
        ));
    }
    let mut parts = Vec::new();
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
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    parts.push(Value::string(&text[start..]));
    Ok(Value::list(parts))
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
