//! JSON text to JSON, with the place of what is wrong, and without silent loss: a whole number that does not fit 64 bits
//! is refused, where the JSON reader alone would make it a float. Knows nothing of values.

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
/// ```
pub fn parse(text: &str) -> Result<Json> {
    if let Some(span) = huge_integer(text) {
        let number = span.slice(text);
        let message = format!("the integer {number} does not fit 64 bits");
        return Err(Diagnostic::new(Code::InvalidParameters, message).at(span));
    }
    serde_json::from_str(text).map_err(|error| syntax_error(&error, text))
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
