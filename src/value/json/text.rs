//! JSON text to JSON, with the place of what is wrong, and without silent loss: a whole number that does not fit 64 bits
//! is refused, where the JSON reader alone would make it a float, and so is a field that stands twice in an object. Knows
//! nothing of values.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;

/// The JSON of a text. The span of a refusal is its place in the text.
///
/// ```
/// use quipu::value::json::parse;
/// assert_eq!(parse("[1, 2.5]").unwrap().to_string(), "[1,2.5]");
/// assert_eq!(parse("[1, x]").unwrap_err().span().unwrap().start, 4);
/// assert!(parse("100000000000000000000").is_err());
/// assert!(parse(r#"{"a": 1, "a": 2}"#).unwrap_err().message().contains("twice"));
/// ```
pub fn parse(text: &str) -> Result<Json> {
    if let Some(span) = huge_integer(text) {
        let number = span.slice(text);
        let message = format!("the integer {number} does not fit 64 bits");
        return Err(Diagnostic::new(Code::InvalidParameters, message).at(span));
    }
    serde_json::from_str(text)
        .map(|Strict(json)| json)
        .map_err(|error| syntax_error(&error, text))
}

/// JSON in which no object has a field twice: of two values, one would be lost in silence.
struct Strict(Json);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Build;
        impl<'de> Visitor<'de> for Build {
            type Value = Json;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any JSON value")
            }
            fn visit_unit<E>(self) -> std::result::Result<Json, E> {
                Ok(Json::Null)
            }
            fn visit_bool<E>(self, value: bool) -> std::result::Result<Json, E> {
                Ok(value.into())
            }
            fn visit_i64<E>(self, value: i64) -> std::result::Result<Json, E> {
                Ok(value.into())
            }
            fn visit_u64<E>(self, value: u64) -> std::result::Result<Json, E> {
                Ok(value.into())
            }
            fn visit_f64<E>(self, value: f64) -> std::result::Result<Json, E> {
                Ok(value.into())
            }
            fn visit_str<E>(self, value: &str) -> std::result::Result<Json, E> {
                Ok(value.into())
            }
            fn visit_string<E>(self, value: String) -> std::result::Result<Json, E> {
                Ok(value.into())
            }
            fn visit_seq<A: SeqAccess<'de>>(
                self,
                mut items: A,
            ) -> std::result::Result<Json, A::Error> {
                let mut list = Vec::new();
                while let Some(Strict(item)) = items.next_element()? {
                    list.push(item);
                }
                Ok(Json::Array(list))
            }
            fn visit_map<A: MapAccess<'de>>(
                self,
                mut fields: A,
            ) -> std::result::Result<Json, A::Error> {
                let mut object = serde_json::Map::new();
                while let Some(name) = fields.next_key::<String>()? {
                    if object.contains_key(&name) {
                        let message = format!("the field {} is there twice", Json::String(name));
                        return Err(A::Error::custom(message));
                    }
                    let Strict(value) = fields.next_value()?;
                    object.insert(name, value);
                }
                Ok(Json::Object(object))
            }
        }
        deserializer.deserialize_any(Build).map(Self)
    }
}

/// What the JSON reader complains about, with its place in the text it read.
pub fn syntax_error(error: &serde_json::Error, text: &str) -> Diagnostic {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let message = error.to_string();
    let message = message
        .rfind(" at line ")
        .map_or(message.as_str(), |end| &message[..end]);
    Diagnostic::new(Code::InvalidParameters, message).at(Span::new(at, at + 1))
}

/// The first whole number in JSON text that does not fit 64 bits: the JSON reader would make it a float in silence.
fn huge_integer(text: &str) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'-' | b'0'..=b'9' => {
                let start = at;
                while at < bytes.len()
                    && matches!(bytes[at], b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
                {
                    at += 1;
                }
                let span = Span::new(start, at);
                let number = span.slice(text);
                if at - start > 18
                    && !number.contains(['.', 'e', 'E'])
                    && number.parse::<i64>().is_err()
                {
                    return Some(span);
                }
            }
            _ => at += 1,
        }
    }
    None
}
