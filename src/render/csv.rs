//! Comma-separated values after RFC 4180: header line, CRLF line ends, quotes where needed, lists and maps as JSON text.
//!
//! `null` is an empty field unless another text is asked for; an empty string is written as `""`, so both stay apart.
//! Knows nothing of files.

use std::io::{self, Write};

use super::{Footer, Options, Renderer, json};
use crate::value::Value;

pub(super) struct Csv {
    null: String,
    line: String,
}

impl Csv {
    pub(super) fn new(options: &Options) -> Self {
        // The word `null` is for tables; here a missing value is an empty field.
        let null = if options.null == "null" {
            String::new()
        } else {
            options.null.clone()
        };
        let line = String::new();
        Self { null, line }
    }
}

impl Renderer for Csv {
    fn begin(&mut self, columns: &[String], out: &mut dyn Write) -> io::Result<()> {
        if columns.is_empty() {
            return Ok(());
        }
        self.write(columns, out, |_, line, name| put_field(line, name))
    }

    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        self.write(row, out, |null, line, value| match value {
            Value::Null => line.push_str(null),
            Value::String(text) if text.is_empty() => line.push_str("\"\""),
            Value::String(text) => put_field(line, text),
            other => put_field(line, &flat(other)),
        })
    }

    fn end(&mut self, _: Option<&Footer<'_>>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

impl Csv {
    /// One line of fields.
    fn write<T>(
        &mut self,
        fields: &[T],
        out: &mut dyn Write,
        put: impl Fn(&str, &mut String, &T),
    ) -> io::Result<()> {
        let Self { null, line } = self;
        line.clear();
        for (place, field) in fields.iter().enumerate() {
            if place > 0 {
                line.push(',');
            }
            put(null, line, field);
        }
        if line.is_empty() && !fields.is_empty() {
            // A line with one empty field would read as no line at all.
            line.push_str("\"\"");
        }
        line.push_str("\r\n");
        out.write_all(line.as_bytes())
    }
}

/// The value as one field: text as it is, anything with parts as JSON.
pub(super) fn flat(value: &Value) -> String {
    match value {
        Value::List(_)
        | Value::Map(_)
        | Value::Node(_)
        | Value::Relationship(_)
        | Value::Path(_) => json::text(value),
        other => super::cell(other, ""),
    }
}

fn put_field(line: &mut String, text: &str) {
    let special = |byte: u8| matches!(byte, b'"' | b',' | b'\n' | b'\r');
    // Looked at to the end, which takes many bytes at a time.
    if text.bytes().fold(false, |any, byte| any | special(byte)) {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Options, render};
    use crate::value::{ResultSet, Value};

    fn check(row: Vec<Value>, expected: &str) {
        let columns: Vec<String> = (0..row.len()).map(|n| format!("c{n}")).collect();
        let header = columns.join(",");
        let mut answer = ResultSet::new(columns);
        answer.push(row);
        assert_eq!(
            render(&answer, Format::Csv, &Options::default()),
            format!("{header}\r\n{expected}\r\n")
        );
    }

    #[test]
    fn fields() {
        check(vec!["a,b".into(), 1.into()], "\"a,b\",1");
        check(
            vec!["say \"hi\"".into(), "two\nlines".into()],
            "\"say \"\"hi\"\"\",\"two\nlines\"",
        );
        check(vec![Value::Null, "".into()], ",\"\"");
        check(vec![Value::Null], "\"\"");
        check(
            vec![vec![1.into(), "x".into()].into(), 2.5.into()],
            "\"[1,\"\"x\"\"]\",2.5",
        );
    }
}
