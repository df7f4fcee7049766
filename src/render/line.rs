//! One line per value: `column = value`, an empty line between records. Knows nothing of where it is shown.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::layout::fitted;
use super::{Footer, Options, Renderer, Style, cell, one_line};
use crate::value::Value;

pub(super) struct Line {
    options: Options,
    names: Vec<String>,
    total: usize,
}

impl Line {
    pub(super) fn new(options: Options) -> Self {
        Self {
            options,
            names: Vec::new(),
            total: 0,
        }
    }
}

impl Renderer for Line {
    fn begin(&mut self, columns: &[String], _: &mut dyn Write) -> io::Result<()> {
        let names: Vec<String> = columns.iter().map(|name| one_line(name)).collect();
        let width = names.iter().map(|name| name.width()).max().unwrap_or(0);
        self.names = names.iter().map(|name| fitted(name, width, true)).collect();
        self.total = 0;
        Ok(())
    }

    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        self.total += 1;
        if self.options.max_rows.is_some_and(|most| self.total > most) {
            return Ok(());
        }
        if self.total > 1 {
            writeln!(out)?;
        }
        for (name, value) in self.names.iter().zip(row) {
            let name = self.options.theme.paint(Style::Header, name);
            writeln!(
                out,
                "{name} = {}",
                one_line(&cell(value, &self.options.null))
            )?;
        }
        Ok(())
    }

    fn end(&mut self, _: Option<&Footer<'_>>, out: &mut dyn Write) -> io::Result<()> {
        match self.options.max_rows {
            Some(most) if self.total > most => {
                writeln!(
                    out,
                    "\n... {} more not shown ({} in all)",
                    self.total - most,
                    self.total
                )
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Options, render};
    use crate::value::ResultSet;

    #[test]
    fn records() {
        let mut answer = ResultSet::new(vec!["name".to_owned(), "n".to_owned()]);
        answer.push(vec!["Didi".into(), 1.into()]);
        answer.push(vec!["Tesla".into(), 2.into()]);
        assert_eq!(
            render(&answer, Format::Line, &Options::default()),
            "name = Didi\n   n = 1\n\nname = Tesla\n   n = 2\n"
        );
    }
}
