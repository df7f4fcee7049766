//! The nodes and relationships of an answer as a Mermaid flow chart. Knows nothing of layouts.

use std::io::{self, Write};

use super::found::{Found, caption};
use super::{Footer, Renderer, one_line};
use crate::value::Value;

#[derive(Default)]
pub(super) struct Mermaid(Found);

impl Renderer for Mermaid {
    fn begin(&mut self, _: &[String], _: &mut dyn Write) -> io::Result<()> {
        self.0 = Found::default();
        Ok(())
    }

    fn row(&mut self, row: &[Value], _: &mut dyn Write) -> io::Result<()> {
        for value in row {
            self.0.add(value);
        }
        Ok(())
    }

    fn end(&mut self, _: Option<&Footer<'_>>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "flowchart LR")?;
        for node in self.0.nodes() {
            writeln!(out, "  n{}([\"{}\"])", node.id.0, escape(&caption(node)))?;
        }
        for relationship in self.0.relationships() {
            if let Some(content) = &relationship.content() {
                writeln!(
                    out,
                    "  n{} -->|\"{}\"| n{}",
                    content.start.0,
                    escape(&content.ty),
                    content.end.0
                )?;
            }
        }
        Ok(())
    }
}

/// Mermaid takes entities with `#` where HTML has `&`.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for character in one_line(text).chars() {
        match character {
            '#' => out.push_str("#35;"),
            '"' => out.push_str("#quot;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::render::text::tests::{company, owns};
    use crate::render::{Format, Options, render};
    use crate::value::{ResultSet, Value};

    #[test]
    fn chart() {
        let mut answer = ResultSet::new(vec!["a".to_owned(), "r".to_owned()]);
        answer.push(vec![
            Value::Node(company(1, "\"A\"")),
            Value::Relationship(owns(0, 1, 2)),
        ]);
        assert_eq!(
            render(&answer, Format::Mermaid, &Options::default()),
            "flowchart LR\n  n1([\"#quot;A#quot;\"])\n  n2([\"#35;2\"])\n  n1 -->|\"OWNS\"| n2\n"
        );
    }
}
