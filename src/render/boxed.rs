//! A table in a frame of box-drawing characters, numbers to the right. Knows nothing of where it is shown.

use std::io::{self, Write};

use super::layout::{Grid, fit};
use super::{Footer, Options, Renderer, Style};
use crate::value::Value;

pub(super) struct Boxed(Grid);

impl Boxed {
    pub(super) fn new(options: Options) -> Self {
        Self(Grid::new(options))
    }
}

impl Renderer for Boxed {
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
        let widths = grid.widths(1, 3).0;
        let rule = |left: &str, cross: &str, right: &str| {
            let parts: Vec<String> = widths.iter().map(|width| "─".repeat(width + 2)).collect();
            theme.paint(Style::Faint, &format!("{left}{}{right}", parts.join(cross)))
        };
        let bar = theme.paint(Style::Faint, "│");
        writeln!(out, "{}", rule("┌", "┬", "┐"))?;
        write!(out, "{bar}")?;
        for (name, width) in grid.columns().iter().zip(&widths) {
            let name = theme.paint(Style::Header, &fit(name, *width, false));
            write!(out, " {name} {bar}")?;
        }
        writeln!(out, "\n{}", rule("├", "┼", "┤"))?;
        let mut line = String::new();
        for row in grid.rows() {
            line.clear();
            line.push_str(&bar);
            for (cell, width) in row.iter().zip(&widths) {
                line.push(' ');
                if cell.null {
                    let mut text = String::new();
                    cell.fit(*width, &mut text);
                    line.push_str(&theme.paint(Style::Faint, &text));
                } else {
                    cell.fit(*width, &mut line);
                }
                line.push(' ');
                line.push_str(&bar);
            }
            line.push('\n');
            out.write_all(line.as_bytes())?;
        }
        writeln!(out, "{}", rule("└", "┴", "┘"))?;
        if let Some(rest) = grid.rest() {
            writeln!(out, "{}", theme.paint(Style::Faint, &rest))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Options, render};
    use crate::value::{ResultSet, Value};

    fn check(options: Options, expected: &str) {
        let mut answer = ResultSet::new(vec!["name".to_owned(), "n".to_owned()]);
        answer.push(vec!["Didi".into(), 1.into()]);
        answer.push(vec!["a long name of a company".into(), 20.into()]);
        answer.push(vec![Value::Null, 3.into()]);
        assert_eq!(render(&answer, Format::Box, &options), expected);
    }

    #[test]
    fn frame() {
        check(
            Options {
                max_width: Some(20),
                max_rows: Some(2),
                ..Options::default()
            },
            "\
┌─────────────┬────┐
│ name        │ n  │
├─────────────┼────┤
│ Didi        │  1 │
│ a long nam… │ 20 │
└─────────────┴────┘
... 1 more row not shown (3 in all)
",
        );
    }

    #[test]
    fn null_text() {
        let mut answer = ResultSet::new(vec!["x".to_owned()]);
        answer.push(vec![Value::Null]);
        let options = Options {
            null: "∅".to_owned(),
            ..Options::default()
        };
        assert_eq!(
            render(&answer, Format::Box, &options),
            "┌───┐\n│ x │\n├───┤\n│ ∅ │\n└───┘\n"
        );
    }
}
