//! An HTML table, every text escaped. Knows nothing of pages.

use std::io::{self, Write};

use super::{Footer, Options, Renderer, cell};
use crate::value::Value;

pub(super) struct Html {
    null: String,
    columns: usize,
}

impl Html {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            null: options.null.clone(),
            columns: 0,
        }
    }
}

impl Renderer for Html {
    fn begin(&mut self, columns: &[String], out: &mut dyn Write) -> io::Result<()> {
        self.columns = columns.len();
        if columns.is_empty() {
            return Ok(());
        }
        writeln!(out, "<table>\n<thead>\n<tr>")?;
        for name in columns {
            writeln!(out, "<th>{}</th>", escape(name))?;
        }
        writeln!(out, "</tr>\n</thead>\n<tbody>")
    }

    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<tr>")?;
        for value in row {
            writeln!(out, "<td>{}</td>", escape(&cell(value, &self.null)))?;
        }
        writeln!(out, "</tr>")
    }

    fn end(&mut self, _: Option<&Footer<'_>>, out: &mut dyn Write) -> io::Result<()> {
        if self.columns == 0 {
            return Ok(());
        }
        writeln!(out, "</tbody>\n</table>")
    }
}

/// The text with the characters that mean something in HTML written as entities.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Options, render};
    use crate::value::ResultSet;

    #[test]
    fn texts_are_escaped() {
        let mut answer = ResultSet::new(vec!["<b>".to_owned()]);
        answer.push(vec!["a & \"b\"".into()]);
        let text = render(&answer, Format::Html, &Options::default());
        assert!(text.contains("<th>&lt;b&gt;</th>"));
        assert!(text.contains("<td>a &amp; &quot;b&quot;</td>"));
        assert!(text.ends_with("</table>\n"));
    }
}
