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
mod elements;
mod file;
mod json;
mod json_lines;
mod merge;
mod stream;
mod write;

use std::io::{self, Read, Write};
use std::path::Path;

use apply::Import;
pub use apply::{ImportOptions, Imported};
pub(crate) use dump::DumpLoader;
pub use dump::{DumpPromise, dump};
use elements::Elements;
pub use elements::Refusal;
pub(crate) use file::read_within;
pub use file::{open_file, read_file, read_file_within, reason};
pub use stream::open_stream;

use crate::diagnostic::{Interrupt, Result};
use crate::graph::{Graph, Transaction, Version};
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
    let read = source.text.as_bytes();
    import_from(read, &source.name, format, transaction, options).map_err(|refusal| {
        // The whole text is here, so places count from its start.
        refusal.problem.moved(refusal.offset)
    })
}

/// Reads graph data from a stream into the transaction: all of it, or, when anything is wrong with it, or when what stops
/// the transaction ([`Transaction::set_interrupt`]) says so, nothing. Of the data no more is held than a block, the ids of the nodes, and relationships that stand before their nodes.
///
/// # Errors
/// The refusal shows the part of the data that it is about, `name` being what the whole is called.
pub fn import_from(
    data: impl Read,
    name: &str,
    format: GraphFormat,
    transaction: &mut Transaction,
    options: &ImportOptions,
) -> Result<Imported, Refusal> {
    let mut elements = Elements::new(data, name, transaction.interrupt().clone());
    let fill = |import: &mut Import<'_>| read_all(&mut elements, format, import);
    apply::fill(transaction, options, fill, name)
}

/// Reads graph data from a stream into a new graph, laid out as compactly as it can be, unless `interrupt` stops that. As
/// [`import_from`] otherwise.
///
/// ```
/// use quipu::diagnostic::Interrupt;
/// use quipu::format::{GraphFormat, load_from};
///
/// let data = "{\"id\": \"a\"}\n{\"id\": \"b\"}\n{\"type\": \"OWNS\", \"start\": \"a\", \"end\": \"b\"}\n";
/// let never = Interrupt::default();
/// let loaded = load_from(data.as_bytes(), "example.jsonl", GraphFormat::JsonLines, &never);
/// let (graph, imported) = loaded.unwrap();
/// assert_eq!(graph.version().node_count(), 2);
/// assert_eq!(imported.relationships_created, 1);
/// ```
pub fn load_from(
    data: impl Read,
    name: &str,
    format: GraphFormat,
    interrupt: &Interrupt,
) -> Result<(Graph, Imported), Refusal> {
    let mut elements = Elements::new(data, name, interrupt.clone());
    let fill = |import: &mut Import<'_>| read_all(&mut elements, format, import);
    apply::fill_new(fill, name, interrupt)
}

fn read_all<R: Read>(
    elements: &mut Elements<R>,
    format: GraphFormat,
    import: &mut Import<'_>,
) -> Result<(), Refusal> {
    match format {
        GraphFormat::Json => json::read(elements, import),
        GraphFormat::JsonLines => json_lines::read(elements, import),
    }
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
