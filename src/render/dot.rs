//! The nodes and relationships of an answer as a Graphviz digraph. Knows nothing of layouts.

use std::io::{self, Write};

use super::found::{Found, caption};
use super::{Footer, Renderer, one_line};
use crate::value::Value;

#[derive(Default)]
pub(super) struct Dot(Found);

impl Renderer for Dot {
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
        writeln!(out, "digraph {{")?;
        for node in self.0.nodes() {
            let labels = node
                .content()
                .filter(|content| !content.labels.is_empty())
                .map(|content| format!("\n:{}", content.labels.join(":")))
                .unwrap_or_default();
            let text = quote(&format!("{}{labels}", caption(node)));
            writeln!(out, "  n{} [label={text}];", node.id.0)?;
        }
        for relationship in self.0.relationships() {
            if let Some(content) = &relationship.content() {
                writeln!(
                    out,
                    "  n{} -> n{} [label={}];",
                    content.start.0,
                    content.end.0,
                    quote(&content.ty)
                )?;
            }
        }
        writeln!(out, "}}")
    }
}

fn quote(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| one_line(line).replace('\\', "\\\\").replace('"', "\\\""))
        .collect();
    format!("\"{}\"", lines.join("\\n"))
}

#[cfg(test)]
mod tests {
    use crate::render::text::tests::{company, owns};
    use crate::render::{Format, Options, render};
    use crate::value::{ResultSet, Value};

    #[test]
    fn graph() {
        let mut answer = ResultSet::new(vec!["a".to_owned(), "r".to_owned()]);
        answer.push(vec![
            Value::Node(company(1, "the \"A\"")),
            Value::Relationship(owns(0, 1, 2)),
        ]);
        assert_eq!(
            render(&answer, Format::Dot, &Options::default()),
            r##"digraph {
  n1 [label="the \"A\"\n:Company"];
  n2 [label="#2"];
  n1 -> n2 [label="OWNS"];
}
"##
        );
    }
}
