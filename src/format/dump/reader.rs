//! The text of a statement as a dump writes it.
//!
//! In: the text. Out: names, numbers and values, where they stand exactly as [`super::dump`] writes them; nothing for all else,
//! which is left to whoever knows the whole language. Knows nothing of what the parts are for.

use std::borrow::Cow;
use std::str::FromStr;

use crate::value::temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time};
use crate::value::{Cell, List, Value};

/// A place in a text.
pub(super) struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// The beginning of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// Goes behind `part`, which must stand here.
    #[inline]
    pub(super) fn take(&mut self, part: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(part)?;
        Some(())
    }

    /// Is this the end?
    pub(super) fn end(&self) -> Option<()> {
        self.rest.is_empty().then_some(())
    }

    /// A name, in backticks where it is no plain word.
    pub(super) fn name(&mut self) -> Option<Cow<'t, str>> {
        let Some(mut quoted) = self.rest.strip_prefix('`') else {
            let plain = |c: char| c.is_alphanumeric() || c == '_';
            let end = self.rest.find(|c| !plain(c)).unwrap_or(self.rest.len());
            let (name, rest) = self.rest.split_at(end);
            let first = name.chars().next()?;
            self.rest = rest;
            return (first.is_alphabetic() || first == '_').then_some(Cow::Borrowed(name));
        };
        let mut name = Cow::Borrowed("");
        loop {
            let (part, rest) = quoted.split_once('`')?;
            name += part;
            let Some(more) = rest.strip_prefix('`') else {
                self.rest = rest;
                return Some(name);
            };
            name += "`";
            quoted = more;
        }
    }

    /// The number of a node.
    #[inline]
    pub(super) fn number(&mut self) -> Option<u32> {
        let end = self.rest.bytes().position(|byte| !byte.is_ascii_digit())?;
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits.parse().ok()
    }

    /// A value that is not null.
    #[inline]
    pub(super) fn cell(&mut self) -> Option<Cell<'t>> {
        Some(match self.rest.as_bytes().first()? {
            b'\'' => match self.string()? {
                Cow::Borrowed(text) => Cell::Text(text),
                Cow::Owned(text) => Cell::Other(Value::from(text)),
            },
            b'-' | b'0'..=b'9' => self.numeric()?,
            b'[' => Cell::Other(Value::List(self.list()?)),
            b'(' => {
                let special = [
                    ("(0.0 / 0.0)", f64::NAN),
                    ("(1.0 / 0.0)", f64::INFINITY),
                    ("(-1.0 / 0.0)", f64::NEG_INFINITY),
                ];
                let found = special.iter().find(|(text, _)| self.take(text).is_some());
                Cell::Float(found?.1)
            }
            _ => self.named()?,
        })
    }

    /// A value, which in a list may be null.
    fn value(&mut self) -> Option<Value> {
        if self.take("null").is_some() {
            return Some(Value::Null);
        }
        self.cell().map(Cell::into_value)
    }

    fn list(&mut self) -> Option<List> {
        self.take("[")?;
        let mut items = Vec::new();
        while self.take("]").is_none() {
            if !items.is_empty() {
                self.take(", ")?;
            }
            // No property holds a list of lists.
            if self.rest.starts_with('[') {
                return None;
            }
            items.push(self.value()?);
        }
        Some(items.into())
    }

    /// `7`, `-0.5`, `1e16`.
    fn numeric(&mut self) -> Option<Cell<'t>> {
        let bytes = self.rest.as_bytes();
        let mut end = usize::from(bytes[0] == b'-');
        let mut digits = || {
            let start = end;
            while bytes.get(end).is_some_and(u8::is_ascii_digit) {
                end += 1;
            }
            let found = start..end;
            (!found.is_empty()).then_some((found, bytes.get(end).copied(), end))
        };
        let (whole, mut next, _) = digits()?;
        // 007 is no number that a dump holds.
        if bytes[whole.start] == b'0' && whole.len() > 1 {
            return None;
        }
        let mut is_float = false;
        let mut at = whole.end;
        for mark in [b'.', b'e'] {
            if next != Some(mark) {
                continue;
            }
            is_float = true;
            at += 1;
            if mark == b'e' && bytes.get(at) == Some(&b'-') {
                at += 1;
            }
            let start = at;
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            if at == start {
                return None;
            }
            next = bytes.get(at).copied();
        }
        // Nothing may follow that belongs to it.
        if next.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')) {
            return None;
        }
        let (text, rest) = self.rest.split_at(at);
        self.rest = rest;
        if is_float {
            text.parse().ok().map(Cell::Float)
        } else {
            text.parse().ok().map(Cell::Integer)
        }
    }

    fn string(&mut self) -> Option<Cow<'t, str>> {
        self.take("'")?;
        let mut text = Cow::Borrowed("");
        loop {
            let at = memchr::memchr2(b'\'', b'\\', self.rest.as_bytes())?;
            let (part, rest) = self.rest.split_at(at);
            text += part;
            if let Some(rest) = rest.strip_prefix('\'') {
                self.rest = rest;
                return Some(text);
            }
            let mut characters = rest[1..].chars();
            let character = match characters.next()? {
                same @ ('\'' | '\\') => same,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => {
                    let digits = rest.get(2..6)?;
                    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                        return None;
                    }
                    characters = rest[6..].chars();
                    char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
                }
                _ => return None,
            };
            text.to_mut().push(character);
            self.rest = characters.as_str();
        }
    }

    /// `true`, `date('2012-06-01')` and the like.
    fn named(&mut self) -> Option<Cell<'t>> {
        let end = self
            .rest
            .bytes()
            .position(|byte| !byte.is_ascii_lowercase())?;
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(match name {
            "true" => Cell::Boolean(true),
            "false" => Cell::Boolean(false),
            "date" => Cell::Date(self.argument::<Date>()?),
            "datetime" => Cell::DateTime(self.argument::<DateTime>()?),
            "localtime" => Cell::Other(self.argument::<LocalTime>()?.into()),
            "time" => Cell::Other(self.argument::<Time>()?.into()),
            "localdatetime" => Cell::Other(self.argument::<LocalDateTime>()?.into()),
            "duration" => Cell::Other(self.argument::<Duration>()?.into()),
            _ => return None,
        })
    }

    fn argument<T: FromStr + ToString>(&mut self) -> Option<T> {
        self.take("(")?;
        let text = self.string()?;
        self.take(")")?;
        let value: T = text.parse().ok()?;
        // Other ways of writing it are left to the function of that name.
        (value.to_string() == text).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;
    use crate::value::{Cell, Value, literal};

    #[test]
    fn what_is_written_is_read() {
        let texts = |text: &str| Value::from(text);
        let moment = |text: &str| Value::DateTime(std::sync::Arc::new(text.parse().unwrap()));
        for value in [
            Value::from(7),
            Value::from(i64::MIN),
            Value::from(0.5),
            Value::from(-0.0),
            Value::from(1e300),
            Value::from(-5e-324),
            Value::from(f64::NAN),
            Value::from(f64::NEG_INFINITY),
            Value::from(f64::INFINITY),
            Value::from(true),
            Value::from(false),
            texts(""),
            texts("it's \\ a \n\t\u{1}\u{8} `ß` ☃"),
            moment("2021-07-04T12:00:00.5+02:00[Europe/Berlin]"),
            Value::Date("-0400-01-01".parse().unwrap()),
            Value::list(vec![]),
            Value::list(vec![
                1.into(),
                Value::Null,
                texts("a, b]"),
                moment("2021-07-04T12:00Z"),
            ]),
        ] {
            let text = format!("{}}}", literal::cypher(&value));
            let mut reader = Reader::new(&text);
            let read = reader
                .cell()
                .map(Cell::into_value)
                .map(|value| literal::cypher(&value));
            assert_eq!(read, Some(literal::cypher(&value)), "{text}");
            assert!(
                reader.take("}").is_some() && reader.end().is_some(),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_written_otherwise_is_left() {
        for text in [
            "null",
            "007",
            "1.",
            ".5",
            "1e",
            "0x1F",
            "1_0",
            "1.5.5",
            "--1",
            "99999999999999999999",
            "\"a\"",
            "'a",
            "'\\x'",
            "'\\u12'",
            "[1,2]",
            "[[1]]",
            "[1",
            "date()",
            "date('soon')",
            "date('20210704')",
            "datetime('2021-07-04T12')",
            "rand()",
            "TRUE",
            "a.b",
            "{a: 1}",
            "(1.0 / 3.0)",
            "",
        ] {
            let text = format!("{text}}}");
            let mut reader = Reader::new(&text);
            let read = reader
                .cell()
                .and_then(|_| reader.take("}"))
                .and_then(|()| reader.end());
            assert_eq!(read, None, "{text}");
        }
    }

    #[test]
    fn names() {
        for (text, expected) in [
            ("a_1:", Some("a_1")),
            ("`a``b c`:", Some("a`b c")),
            ("1a:", None),
            (":", None),
            ("`a", None),
        ] {
            assert_eq!(Reader::new(text).name().as_deref(), expected, "{text}");
        }
    }
}
