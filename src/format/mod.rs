//! Files to graph and back.
//!
//! In: graph data as text, and a transaction to fill; or a version of a graph. Out: the filled transaction (all of the
//! file or nothing), or text. Every refusal says where in the file and what was expected. Knows nothing of queries.
//!
//! | format | extension | form |
//! |---|---|---|
//! | [`GraphFormat::Json`] | `.json` | `{"nodes": [...], "relationships": [...]}` |
//! | [`GraphFormat::JsonLines`] | `.jsonl` | one node or relationship per line |
//! | [`dump`] | `.cypher` | openCypher that makes the graph again; written only, `quipu restore` runs it |
//! | [`mod@csv`] | a folder of `.csv` | bulk loading, headers in the style of `neo4j-admin database import` |

mod apply;
pub mod csv;
mod data;
mod dump;
mod file;
mod json;
mod json_lines;
mod write;

use std::io::{self, Write};
use std::path::Path;

pub use apply::{ImportOptions, Imported};
pub use dump::{DumpPromise, dump};
pub use file::{read_file, reason};

use crate::diagnostic::Result;
use crate::graph::{Transaction, Version};
use crate::source::Source;

/// A form of graph data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// One JSON object for the whole graph.
    Json,
    /// One JSON object per node and relationship.
    JsonLines,
}

impl GraphFormat {
    /// The format that the extension of a file name stands for.
    ///
    /// ```
    /// use quipu::format::GraphFormat;
    /// assert_eq!(GraphFormat::of_path("a/b.JSON".as_ref()), Some(GraphFormat::Json));
    /// assert_eq!(GraphFormat::of_path("a/b.quipu".as_ref()), None);
    /// ```
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// Reads graph data into the transaction: all of it, or, when anything is wrong with it, nothing.
///
/// ```
/// use quipu::format::{GraphFormat, ImportOptions, import};
/// use quipu::graph::Graph;
/// use quipu::source::Source;
///
/// # fn main() -> quipu::diagnostic::Result<()> {
/// let text = r#"{"nodes": [{"id": "didi", "labels": ["Company"], "properties": {"name": "Didi"}}]}"#;
/// let graph = Graph::new();
/// let mut transaction = graph.begin();
/// let source = Source::new("example.json", text);
/// let imported = import(&source, GraphFormat::Json, &mut transaction, &ImportOptions::default())?;
/// transaction.commit()?;
/// assert_eq!(imported.nodes_created, 1);
/// # Ok(())
/// # }
/// ```
pub fn import(
    source: &Source,
    format: GraphFormat,
    transaction: &mut Transaction,
    options: &ImportOptions,
) -> Result<Imported> {
    let data = match format {
        GraphFormat::Json => json::read(&source.text)?,
        GraphFormat::JsonLines => json_lines::read(&source.text)?,
    };
    apply::apply(&data, transaction, options)
}

/// Writes the whole graph. Reading it back gives the same graph, with nodes numbered anew.
pub fn export(version: &Version, format: GraphFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        GraphFormat::Json => write::json(version, out),
        GraphFormat::JsonLines => write::json_lines(version, out),
    }
}

#[cfg(test)]
mod tests;
