//! One answer on its way to the output. In: rows as they come. Out: text in the format that is set, with the documents
//! below that its rows cite. Knows nothing of what else a console shows.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::Settings;
use super::console::counters;
use super::documents::{Documents, Numbers};
use crate::engine::Summary;
use crate::render::{Footer, Format, citation, one_line};
use crate::value::{Columns, Value};

/// Shows one answer as it comes. Formats that can only be written whole are kept back, so that a statement that
/// fails half-way leaves no half answer.
pub(super) struct Show<'a> {
    format: Format,
    renderer: Box<dyn crate::render::Renderer>,
    kept: Option<Vec<u8>>,
    out: &'a mut dyn Write,
    rows: Option<usize>,
    failed: Option<io::Error>,
    cites: Cites,
    numbers: Numbers,
}

/// How the column that cites is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cites {
    /// By numbers, with a list of the documents below, for rows up to this one.
    Numbered(Option<usize>),
    /// By references.
    References,
    /// As it is: facts with their sources.
    Facts,
}

impl Cites {
    fn of(settings: &Settings) -> Self {
        match settings.format {
            Format::Box | Format::Table | Format::Markdown | Format::Line => {
                Self::Numbered(settings.options.max_rows)
            }
            Format::Csv | Format::Tsv | Format::Html => Self::References,
            _ => Self::Facts,
        }
    }
}

impl<'a> Show<'a> {
    pub(super) fn new(settings: &Settings, out: &'a mut dyn Write) -> Self {
        let line_by_line = matches!(
            settings.format,
            Format::Csv | Format::Tsv | Format::JsonLines | Format::Line | Format::Trash
        );
        Self {
            format: settings.format,
            renderer: settings.format.renderer(&settings.options),
            kept: (!line_by_line).then(Vec::new),
            out,
            rows: None,
            failed: None,
            cites: Cites::of(settings),
            numbers: Numbers::default(),
        }
    }

    /// Are all rows held until the last one has come?
    pub(super) fn keeps_rows(&self, settings: &Settings) -> bool {
        let cut = matches!(
            self.format,
            Format::Box | Format::Table | Format::Markdown | Format::Line | Format::Html
        );
        self.kept.is_some() && !(cut && settings.options.max_rows.is_some())
    }

    pub(super) fn take(&mut self, columns: &Columns, rows: &[Vec<Value>]) -> ControlFlow<()> {
        match self.write(columns, rows) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn write(&mut self, columns: &Columns, rows: &[Vec<Value>]) -> io::Result<()> {
        let out: &mut dyn Write = match &mut self.kept {
            Some(kept) => kept,
            None => self.out,
        };
        if self.rows.is_none() {
            self.renderer.begin(columns, out)?;
        }
        let cites = columns.cites() && self.cites != Cites::Facts;
        for (number, row) in (self.rows.unwrap_or(0)..).zip(rows) {
            match row.split_last() {
                Some((last, rest)) if cites => {
                    let mut row = rest.to_vec();
                    row.push(shown(last, self.cites, number, &mut self.numbers));
                    self.renderer.row(&row, out)?;
                }
                _ => self.renderer.row(row, out)?,
            }
        }
        self.rows = Some(self.rows.unwrap_or(0) + rows.len());
        Ok(())
    }

    /// Ends an answer that a person broke off: of a table, what there was is still worth seeing.
    pub(super) fn break_off(mut self) -> io::Result<()> {
        let people = matches!(self.format, Format::Box | Format::Table | Format::Markdown);
        if let Some(kept) = self.kept.filter(|_| people && self.rows > Some(0)) {
            self.out.write_all(&kept)?;
            self.renderer.end(None, self.out)?;
        }
        self.out.flush()
    }

    /// Ends the answer and gives the number of rows, if it has columns. References are looked up with `documents`.
    pub(super) fn end(
        mut self,
        summary: &Summary,
        documents: impl FnOnce() -> Documents,
    ) -> io::Result<Option<usize>> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let counters = counters(summary);
        let footer = Footer {
            counters: &counters,
            plan_us: summary.timing.plan.as_micros() as u64,
            execute_us: summary.timing.execute.as_micros() as u64,
        };
        let rows = self.rows;
        if rows.is_none() {
            self.write(&Columns::default(), &[])?;
        }
        // Nothing fails any more: what a renderer kept itself need not be there twice.
        let out = self.out;
        if let Some(kept) = self.kept.take() {
            out.write_all(&kept)?;
        }
        self.renderer.end(Some(&footer), out)?;
        if !self.numbers.references.is_empty() {
            if self.format == Format::Markdown {
                writeln!(out)?;
            }
            let documents = documents();
            for (number, reference) in (1..).zip(&self.numbers.references) {
                let line = one_line(&documents.line(reference));
                // Two blanks end a line of Markdown.
                let end = if self.format == Format::Markdown {
                    "  "
                } else {
                    ""
                };
                writeln!(out, "[{number}] {line}{end}")?;
            }
        }
        Ok(rows)
    }
}

/// A cell of the column that cites, as people read it; what has another form is left alone.
fn shown(value: &Value, how: Cites, row: usize, numbers: &mut Numbers) -> Value {
    let Some(cited) = citation::cited(value) else {
        return value.clone();
    };
    let Cites::Numbered(limit) = how else {
        return cited.names().into();
    };
    if limit.is_some_and(|limit| row >= limit) {
        // It is only counted.
        return Value::Null;
    }
    let mut number = |name: &Arc<str>, text: &mut String| match name.as_ref() {
        citation::UNSOURCED => text.push_str(citation::UNSOURCED),
        _ => text.push_str(&format!("[{}]", numbers.of(name))),
    };
    cited.text(" ", &mut number).into()
}
