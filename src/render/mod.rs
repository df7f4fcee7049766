//! Answers as text: one [`Format`] per way of showing rows, one file per format.
//!
//! In: columns and rows of values whose nodes and relationships carry their content, and [`Options`]. Out: text, written
//! row by row where the format allows it. `diagnostic` draws what went wrong. Knows nothing of queries, graphs or where
//! the text goes.
//!
//! ```
//! use quipu::render::{Format, Options, render};
//! use quipu::value::ResultSet;
//!
//! let mut answer = ResultSet::new(vec!["company".to_owned()]);
//! answer.push(vec!["Didi".into()]);
//! let text = render(&answer, Format::Markdown, &Options::default());
//! assert_eq!(text, "| company |\n|---|\n| Didi |\n");
//! ```

mod boxed;
pub mod citation;
mod csv;
pub mod diagnostic;
mod dot;
mod error_object;
mod found;
mod html;
mod json;
mod json_lines;
mod layout;
mod line;
mod markdown;
mod mermaid;
mod table;
mod text;
mod theme;
mod trash;
mod tsv;
mod typed_json;

use std::io::{self, Write};

pub use error_object::error_object;
pub use found::caption;
pub use text::{cell, one_line};
pub use theme::{Style, Theme};

use crate::value::{ResultSet, Value};

/// A way of showing an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A table in a frame; for people.
    Box,
    /// A table of plain ASCII characters; for people and mails.
    Table,
    /// Comma-separated values after RFC 4180, with a header line.
    Csv,
    /// Tab-separated values with a header line; tab, line feed, carriage return and backslash are escaped.
    Tsv,
    /// One JSON object for the whole answer: columns, rows, counters, timing.
    Json,
    /// Like `Json`, but every value says its type, so that nothing is lost.
    TypedJson,
    /// One JSON object per row.
    JsonLines,
    /// A Markdown table.
    Markdown,
    /// One line per value, records apart.
    Line,
    /// The nodes and relationships of the answer for Graphviz.
    Dot,
    /// The nodes and relationships of the answer as a Mermaid flow chart.
    Mermaid,
    /// An HTML table.
    Html,
    /// Nothing at all: run the query, drop the rows.
    Trash,
}

impl Format {
    /// All formats, in the order in which help lists them.
    pub const ALL: [Self; 13] = [
        Self::Box,
        Self::Table,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::TypedJson,
        Self::JsonLines,
        Self::Markdown,
        Self::Line,
        Self::Dot,
        Self::Mermaid,
        Self::Html,
        Self::Trash,
    ];

    /// The name, as `--mode` and `:mode` take it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::TypedJson => "typed-json",
            Self::JsonLines => "jsonl",
            Self::Markdown => "markdown",
            Self::Line => "line",
            Self::Dot => "dot",
            Self::Mermaid => "mermaid",
            Self::Html => "html",
            Self::Trash => "trash",
        }
    }

    /// What it is, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Box => "a table in a frame (default on a terminal)",
            Self::Table => "a table of plain characters",
            Self::Csv => "comma-separated values, RFC 4180",
            Self::Tsv => "tab-separated values",
            Self::Json => "one JSON object per statement",
            Self::TypedJson => "the same, every value with its type",
            Self::JsonLines => "one JSON object per row (default in a pipe)",
            Self::Markdown => "a Markdown table",
            Self::Line => "one value per line",
            Self::Dot => "nodes and relationships for Graphviz",
            Self::Mermaid => "nodes and relationships as a Mermaid chart",
            Self::Html => "an HTML table",
            Self::Trash => "no output",
        }
    }

    /// The format of this name, without regard to case.
    ///
    /// ```
    /// use quipu::render::Format;
    /// assert_eq!(Format::from_name("JSONL"), Some(Format::JsonLines));
    /// assert_eq!(Format::from_name("yaml"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// A renderer that writes this format.
    pub fn renderer(self, options: &Options) -> Box<dyn Renderer> {
        match self {
            Self::Box => Box::new(boxed::Boxed::new(options.clone())),
            Self::Table => Box::new(table::Table::new(options.clone())),
            Self::Csv => Box::new(csv::Csv::new(options)),
            Self::Tsv => Box::new(tsv::Tsv::new(options)),
            Self::Json => Box::new(json::Json::default()),
            Self::TypedJson => Box::new(typed_json::TypedJson::default()),
            Self::JsonLines => Box::new(json_lines::JsonLines::default()),
            Self::Markdown => Box::new(markdown::Markdown::new(options.clone())),
            Self::Line => Box::new(line::Line::new(options.clone())),
            Self::Dot => Box::new(dot::Dot::default()),
            Self::Mermaid => Box::new(mermaid::Mermaid::default()),
            Self::Html => Box::new(html::Html::new(options)),
            Self::Trash => Box::new(trash::Trash),
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// How to show an answer. The formats for people heed all of it; those for programs only `null` (CSV, TSV, HTML).
#[derive(Debug, Clone)]
pub struct Options {
    /// Show at most so many rows; the rest is only counted.
    pub max_rows: Option<usize>,
    /// Make tables at most so many columns of a terminal wide; longer values are cut with `…`.
    pub max_width: Option<usize>,
    /// What stands for `null`.
    pub null: String,
    /// Colours.
    pub theme: Theme,
}

impl Default for Options {
    /// No limits, `null` as `null`, no colours.
    fn default() -> Self {
        Self {
            max_rows: None,
            max_width: None,
            null: "null".to_owned(),
            theme: Theme::plain(),
        }
    }
}

/// What is told about an answer besides its rows; only the JSON forms write it.
#[derive(Debug, Clone, Copy)]
pub struct Footer<'a> {
    /// Counters with their machine names, such as `nodes_created`.
    pub counters: &'a [(&'static str, u64)],
    /// Time for planning, in microseconds.
    pub plan_us: u64,
    /// Time for running, in microseconds.
    pub execute_us: u64,
}

/// Writes one answer: `begin`, then `row` for each row, then `end`.
pub trait Renderer {
    /// The answer has these columns; without columns there are no rows.
    fn begin(&mut self, columns: &[String], out: &mut dyn Write) -> io::Result<()>;
    /// One row, in the order of the columns.
    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()>;
    /// The answer is complete.
    fn end(&mut self, footer: Option<&Footer<'_>>, out: &mut dyn Write) -> io::Result<()>;
}

/// The whole answer as text.
pub fn render(answer: &ResultSet, format: Format, options: &Options) -> String {
    let mut bytes = Vec::new();
    let mut renderer = format.renderer(options);
    // Writing into memory does not fail, and the renderers write text only.
    let _ = renderer.begin(answer.columns(), &mut bytes);
    for row in answer.rows() {
        let _ = renderer.row(row, &mut bytes);
    }
    let _ = renderer.end(None, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
