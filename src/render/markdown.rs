//! A Markdown table, which the expected answers of scripts use too. Knows nothing of scripts.

use std::io::{self, Write};

use super::{Footer, Options, Renderer, cell, one_line};
use crate::value::Value;

pub(super) struct Markdown {
    options: Options,
    shown: usize,
    total: usize,
}

impl Markdown {
    pub(super) fn new(options: Options) -> Self {
        Self {
            options,
            shown: 0,
            total: 0,
        }
    }
}

impl Renderer for Markdown {
    fn begin(&mut self, columns: &[String], out: &mut dyn Write) -> io::Result<()> {
        if columns.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = columns.iter().map(|name| markdown_cell(name)).collect();
        writeln!(out, "| {} |", names.join(" | "))?;
        writeln!(out, "|{}", "---|".repeat(columns.len()))
    }

    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        self.total += 1;
        if self.options.max_rows.is_some_and(|most| self.total > most) {
            return Ok(());
        }
        self.shown += 1;
        let cells: Vec<String> = row
            .iter()
            .map(|value| markdown_cell(&cell(value, &self.options.null)))
            .collect();
        writeln!(out, "| {} |", cells.join(" | "))
    }

    fn end(&mut self, _: Option<&Footer<'_>>, out: &mut dyn Write) -> io::Result<()> {
        match self.total - self.shown {
            0 => Ok(()),
            hidden => writeln!(out, "\n{hidden} more, {} in all", self.total),
        }
    }
}

/// The text of a cell: on one line, with the bar escaped.
fn markdown_cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Options, render};
    use crate::value::{ResultSet, Value};

    #[test]
    fn bars_and_lines_are_escaped() {
        let mut answer = ResultSet::new(vec!["a".to_owned(), "b".to_owned()]);
        answer.push(vec!["x|y\nz".into(), Value::Null]);
        assert_eq!(
            render(&answer, Format::Markdown, &Options::default()),
            "| a | b |\n|---|---|\n| x\\|y\\nz | null |\n"
        );
    }
}
