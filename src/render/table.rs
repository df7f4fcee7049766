//! A table of plain ASCII characters: `company | agency`. Knows nothing of where it is shown.

use std::io::{self, Write};

use super::layout::{Grid, fit};
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
        let names: Vec<String> = grid
            .columns()
            .iter()
            .zip(&widths)
            .map(|(name, width)| fit(name, *width, false))
            .collect();
        let names = names.join(" | ");
        writeln!(out, "{}", theme.paint(Style::Header, names.trim_end()))?;
        let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        writeln!(out, "{}", rules.join("-+-"))?;
        let mut line = String::new();
        for row in grid.rows() {
            line.clear();
            for (place, (cell, width)) in row.iter().zip(&widths).enumerate() {
                if place > 0 {
                    line.push_str(" | ");
                }
                cell.fit(*width, &mut line);
            }
            line.truncate(line.trim_end().len());
            line.push('\n');
            out.write_all(line.as_bytes())?;
        }
        if let Some(rest) = grid.rest() {
            writeln!(out, "{rest}")?;
        }
        Ok(())
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
