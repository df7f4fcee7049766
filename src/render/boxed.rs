//! A table in a frame of box-drawing characters, numbers to the right. Knows nothing of where it is shown.

use std::io::{self, Write};

use super::layout::{Grid, fit, repeat};
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
        let rule = |left: &str, cross: &str, right: &str, out: &mut dyn Write| {
            theme.painted(Style::Faint, out, |out| {
                for (place, width) in widths.iter().enumerate() {
                    let edge = if place == 0 { left } else { cross };
                    out.write_all(edge.as_bytes())?;
                    repeat("─", width + 2, out)?;
                }
                out.write_all(right.as_bytes())
            })?;
            out.write_all(b"\n")
        };
        let bar = theme.paint(Style::Faint, "│");
        rule("┌", "┬", "┐", out)?;
        out.write_all(bar.as_bytes())?;
        for (name, width) in grid.columns().iter().zip(&widths) {
            out.write_all(b" ")?;
            theme.painted(Style::Header, out, |out| fit(name, *width, false, out))?;
            write!(out, " {bar}")?;
        }
        out.write_all(b"\n")?;
        rule("├", "┼", "┤", out)?;
        for row in grid.rows() {
            out.write_all(bar.as_bytes())?;
            for (cell, width) in row.iter().zip(&widths) {
                out.write_all(b" ")?;
                if cell.null {
                    theme.painted(Style::Faint, out, |out| cell.fit(*width, out))?;
                } else {
                    cell.fit(*width, out)?;
                }
                out.write_all(b" ")?;
                out.write_all(bar.as_bytes())?;
            }
            out.write_all(b"\n")?;
        }
        rule("└", "┴", "┘", out)?;
        if let Some(rest) = grid.rest() {
            writeln!(out, "{}", theme.paint(Style::Faint, &rest))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

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

    /// The longest text that is written at once.
    struct Longest(usize);

    impl Write for Longest {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.max(bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn frames_as_wide_as_a_text_are_not_made_first() {
        let mut longest = Longest(0);
        for format in [Format::Box, Format::Table] {
            let mut renderer = format.renderer(&Options::default());
            renderer.begin(&["x".to_owned()], &mut longest).unwrap();
            let row = ["a".repeat(100_000).into()];
            renderer.row(&row, &mut longest).unwrap();
            renderer.end(None, &mut longest).unwrap();
            assert_eq!(longest.0, 100_000);
        }
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
