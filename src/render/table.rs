//! A table of plain ASCII characters: `company | agency`. Knows nothing of where it is shown.

use std::io::{self, Write};

use super::layout::{Grid, fit, repeat};
use super::{Footer, Options, Renderer, Style};
use crate::value::Value;

pub(super) struct Table(Grid);

impl Table {
    pub(super) fn new(options: Options) -> Self {
        Self(Grid::new(options))
    }
}

impl Renderer for Table {
    fn begin(&mut self, columns: &[String], _: &mut dyn Write) -> io::Result<()> {
        self.0.begin(columns);
        Ok(())
    }

    fn row(&mut self, row: &[Value], _: &mut dyn Write) -> io::Result<()> {
        self.0.push(row);
        Ok(())
    }

    fn end(&mut self, _: Option<&Footer<'_>>, out: &mut dyn Write) -> io::Result<()> {
        let grid = &self.0;
        if grid.columns().is_empty() {
            return Ok(());
        }
        let theme = grid.options().theme;
        let widths = grid.widths(0, 3).0;
        let mut line: Vec<u8> = Vec::new();
        for (place, (name, width)) in grid.columns().iter().zip(&widths).enumerate() {
            if place > 0 {
                line.extend_from_slice(b" | ");
            }
            fit(name, *width, false, &mut line)?;
        }
        theme.painted(Style::Header, out, |out| out.write_all(trimmed(&line)))?;
        out.write_all(b"\n")?;
        for (place, width) in widths.iter().enumerate() {
            if place > 0 {
                out.write_all(b"-+-")?;
            }
            repeat("-", *width, out)?;
        }
        out.write_all(b"\n")?;
        for row in grid.rows() {
            line.clear();
            for (place, (cell, width)) in row.iter().zip(&widths).enumerate() {
                if place > 0 {
                    line.extend_from_slice(b" | ");
                }
                cell.fit(*width, &mut line)?;
            }
            out.write_all(trimmed(&line))?;
            out.write_all(b"\n")?;
        }
        if let Some(rest) = grid.rest() {
            writeln!(out, "{rest}")?;
        }
        Ok(())
    }
}

/// A line without the white space at its end.
fn trimmed(line: &[u8]) -> &[u8] {
    match std::str::from_utf8(line) {
        Ok(text) => text.trim_end().as_bytes(),
        Err(_) => line,
    }
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Options, render};
    use crate::value::ResultSet;

    #[test]
    fn plain_table() {
        let mut answer = ResultSet::new(vec!["company".to_owned(), "n".to_owned()]);
        answer.push(vec!["Didi".into(), 12.into()]);
        answer.push(vec!["Boss Zhipin".into(), 3.into()]);
        assert_eq!(
            render(&answer, Format::Table, &Options::default()),
            "\
company     | n
------------+---
Didi        | 12
Boss Zhipin |  3
"
        );
    }
}
