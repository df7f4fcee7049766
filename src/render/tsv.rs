//! Tab-separated values: header line, one line per row; tab, line feed, carriage return and backslash are written as
//! `\t`, `\n`, `\r`, `\\`; a missing value is `\N` unless another text is asked for. Knows nothing of files.

use std::io::{self, Write};

use super::{Footer, Options, Renderer, csv};
use crate::value::Value;

pub(super) struct Tsv {
    null: String,
}

impl Tsv {
    pub(super) fn new(options: &Options) -> Self {
        let null = if options.null == "null" {
            "\\N".to_owned()
        } else {
            options.null.clone()
        };
        Self { null }
    }
}

impl Renderer for Tsv {
    fn begin(&mut self, columns: &[String], out: &mut dyn Write) -> io::Result<()> {
        if columns.is_empty() {
            return Ok(());
        }
        let fields: Vec<String> = columns.iter().map(|name| field(name)).collect();
        writeln!(out, "{}", fields.join("\t"))
    }

    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        let fields: Vec<String> = row
            .iter()
            .map(|value| match value {
                Value::Null => self.null.clone(),
                other => field(&csv::flat(other)),
            })
            .collect();
        writeln!(out, "{}", fields.join("\t"))
    }

    fn end(&mut self, _: Option<&Footer<'_>>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn field(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Options, render};
    use crate::value::{ResultSet, Value};

    #[test]
    fn fields() {
        let mut answer = ResultSet::new(vec!["a".to_owned(), "b".to_owned()]);
        answer.push(vec!["x\ty\\".into(), Value::Null]);
        assert_eq!(
            render(&answer, Format::Tsv, &Options::default()),
            "a\tb\nx\\ty\\\\\t\\N\n"
        );
    }
}
