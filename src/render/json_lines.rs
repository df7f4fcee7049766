//! One JSON object per row, column names as keys, in natural JSON. Knows nothing of how values map to JSON.

use std::io::{self, Write};

use super::{Footer, Renderer};
use crate::value::Value;
use crate::value::json::plain;

#[derive(Default)]
pub(super) struct JsonLines {
    /// The column names as JSON text.
    names: Vec<String>,
}

impl Renderer for JsonLines {
    fn begin(&mut self, columns: &[String], _: &mut dyn Write) -> io::Result<()> {
        self.names = columns
            .iter()
            .map(|name| serde_json::Value::from(name.as_str()).to_string())
            .collect();
        Ok(())
    }

    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{")?;
        for (place, (name, value)) in self.names.iter().zip(row).enumerate() {
            let comma = if place > 0 { "," } else { "" };
            write!(out, "{comma}{name}:{}", plain(value))?;
        }
        out.write_all(b"}\n")
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
