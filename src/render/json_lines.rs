//! One JSON object per row, column names as keys, in natural JSON. Knows nothing of how values map to JSON.

use std::io::{self, Write};

use super::{Footer, Renderer};
use crate::value::Value;
use crate::value::json::{write_plain, write_text};

#[derive(Default)]
pub(super) struct JsonLines {
    /// What stands before each value: the column names as JSON text.
    names: Vec<String>,
    line: String,
}

impl Renderer for JsonLines {
    fn begin(&mut self, columns: &[String], _: &mut dyn Write) -> io::Result<()> {
        let before = |(place, name): (usize, &String)| {
            let mut text = String::from(if place > 0 { "," } else { "{" });
            write_text(&mut text, name);
            text.push(':');
            text
        };
        self.names = columns.iter().enumerate().map(before).collect();
        Ok(())
    }

    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        self.line.clear();
        for (name, value) in self.names.iter().zip(row) {
            self.line.push_str(name);
            write_plain(&mut self.line, value);
        }
        self.line
            .push_str(if row.is_empty() { "{}\n" } else { "}\n" });
        out.write_all(self.line.as_bytes())
    }

    fn end(&mut self, _: Option<&Footer<'_>>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Options, render};
    use crate::value::{ResultSet, Value};

    #[test]
    fn one_object_per_row() {
        let mut answer = ResultSet::new(vec!["a \"b\"".to_owned(), "c".to_owned()]);
        answer.push(vec![1.into(), Value::Null]);
        answer.push(vec!["x".into(), vec![true.into()].into()]);
        assert_eq!(
            render(&answer, Format::JsonLines, &Options::default()),
            "{\"a \\\"b\\\"\":1,\"c\":null}\n{\"a \\\"b\\\"\":\"x\",\"c\":[true]}\n"
        );
    }
}
