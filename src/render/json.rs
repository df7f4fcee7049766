//! One JSON object for a whole answer, on one line: columns, rows in natural JSON, counters, timing. Knows nothing of
//! how values map to JSON.

use std::io::{self, Write};

use super::{Footer, Renderer};
use crate::value::Value;
use crate::value::json::{plain, write_plain, write_text};

#[derive(Default)]
pub(super) struct Json(pub(super) Frame);

/// The object around the rows, shared by both JSON forms.
#[derive(Default)]
pub(super) struct Frame {
    rows: usize,
    /// One row, as text.
    line: String,
}

impl Frame {
    pub(super) fn begin(&mut self, columns: &[String], out: &mut dyn Write) -> io::Result<()> {
        self.rows = 0;
        self.line.clear();
        self.line.push_str("{\"columns\":");
        write_all(&mut self.line, columns, |out, name| write_text(out, name));
        self.line.push_str(",\"rows\":[");
        out.write_all(self.line.as_bytes())
    }

    pub(super) fn row(
        &mut self,
        row: &[Value],
        write: fn(&mut String, &Value),
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.line.clear();
        if self.rows > 0 {
            self.line.push(',');
        }
        self.rows += 1;
        write_all(&mut self.line, row, write);
        out.write_all(self.line.as_bytes())
    }

    pub(super) fn end(footer: Option<&Footer<'_>>, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "]")?;
        if let Some(footer) = footer {
            let counters: serde_json::Map<String, serde_json::Value> = footer
                .counters
                .iter()
                .map(|(name, count)| ((*name).to_owned(), (*count).into()))
                .collect();
            let timing =
                serde_json::json!({"plan_us": footer.plan_us, "execute_us": footer.execute_us});
            write!(
                out,
                ",\"counters\":{},\"timing\":{timing}",
                serde_json::Value::Object(counters)
            )?;
        }
        writeln!(out, "}}")
    }
}

impl Renderer for Json {
    fn begin(&mut self, columns: &[String], out: &mut dyn Write) -> io::Result<()> {
        self.0.begin(columns, out)
    }
    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        self.0.row(row, write_plain, out)
    }
    fn end(&mut self, footer: Option<&Footer<'_>>, out: &mut dyn Write) -> io::Result<()> {
        Frame::end(footer, out)
    }
}

/// The value as natural JSON text, as it stands in a CSV field.
pub(super) fn text(value: &Value) -> String {
    plain(value)
}

fn write_all<T>(out: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    out.push('[');
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

#[cfg(test)]
mod tests {
    use crate::render::{Footer, Format, Options};

    #[test]
    fn one_object_on_one_line() {
        let mut renderer = Format::Json.renderer(&Options::default());
        let mut out = Vec::new();
        renderer
            .begin(&["a".to_owned(), "b".to_owned()], &mut out)
            .unwrap();
        renderer.row(&[1.into(), "x\n".into()], &mut out).unwrap();
        renderer.row(&[2.5.into(), true.into()], &mut out).unwrap();
        let footer = Footer {
            counters: &[("nodes_created", 2)],
            plan_us: 3,
            execute_us: 4,
        };
        renderer.end(Some(&footer), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            r#"{"columns":["a","b"],"rows":[[1,"x\n"],[2.5,true]],"counters":{"nodes_created":2},"timing":{"plan_us":3,"execute_us":4}}"#
                .to_owned()
                + "\n"
        );
    }
}
