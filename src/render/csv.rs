//! Comma-separated values after RFC 4180: header line, CRLF line ends, quotes where needed, lists and maps as JSON text.
//!
//! `null` is an empty field unless another text is asked for; an empty string is written as `""`, so both stay apart.
//! Knows nothing of files.

use std::io::{self, Write};

use super::{Footer, Options, Renderer, json};
use crate::value::Value;

pub(super) struct Csv {
    null: String,
}

impl Csv {
    pub(super) fn new(options: &Options) -> Self {
        // The word `null` is for tables; here a missing value is an empty field.
        let null = if options.null == "null" {
            String::new()
        } else {
            options.null.clone()
        };
        Self { null }
    }
}

impl Renderer for Csv {
    fn begin(&mut self, columns: &[String], out: &mut dyn Write) -> io::Result<()> {
        if columns.is_empty() {
            return Ok(());
        }
        let fields = columns.iter().map(|name| field(name));
        line(fields.collect(), out)
    }

    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        let fields = row.iter().map(|value| match value {
            Value::Null => self.null.clone(),
            Value::String(text) if text.is_empty() => "\"\"".to_owned(),
            other => field(&flat(other)),
        });
        line(fields.collect(), out)
    }

    fn end(&mut self, _: Option<&Footer<'_>>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
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

fn field(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn line(fields: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
    // A line with one empty field would read as no line at all.
    if fields.len() == 1 && fields[0].is_empty() {
        return out.write_all(b"\"\"\r\n");
    }
    write!(out, "{}\r\n", fields.join(","))
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
