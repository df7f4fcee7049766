//! A database by name: in memory, or filled from a graph file or a folder of CSV files. In: what was named. Out: a
//! database. Knows nothing of arguments.

use std::path::Path;
use std::sync::Arc;

use super::{Failure, Result, load_folder};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Database;
use crate::format::csv::CsvOptions;
use crate::format::{GraphFormat, ImportOptions, Imported, export, import, read_file, reason};
use crate::graph::Graph;

/// The database of this name: `:memory:` is empty; a `.json` or `.jsonl` file and a folder of CSV files are loaded into
/// memory.
pub fn open(name: &str) -> Result<Database> {
    if name == ":memory:" {
        return Ok(Database::new());
    }
    let path = Path::new(name);
    if path.is_dir() {
        let (graph, _) = load_folder(path, &CsvOptions::default())?;
        return Ok(Database::over(graph));
    }
    if GraphFormat::of_path(path).is_none() {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let problem = if extension.eq_ignore_ascii_case("quipu") {
            let message = format!("`{name}`: database files are not supported yet");
            Diagnostic::new(Code::CannotOpen, message)
        } else {
            let message = format!("`{name}` is no graph file this version can open");
            Diagnostic::new(Code::CannotOpen, message)
        };
        let hint = "a graph is loaded from a .json or .jsonl file, or from a folder of CSV files";
        return Err(problem.hint(hint).into());
    }
    let graph = Graph::new();
    load_into(&graph, path, &ImportOptions::default())?;
    Ok(Database::over(graph))
}

/// Reads a graph file into a graph: all of it or nothing.
pub fn load_into(graph: &Graph, path: &Path, options: &ImportOptions) -> Result<Imported> {
    let mut transaction = graph.begin();
    let imported = load(&mut transaction, path, options)?;
    transaction.commit()?;
    Ok(imported)
}

/// Reads a graph file into an open transaction: all of it or nothing.
pub(super) fn load(
    transaction: &mut crate::graph::Transaction,
    path: &Path,
    options: &ImportOptions,
) -> Result<Imported> {
    let format = format_of(path)?;
    let source = Arc::new(read_file(path)?);
    import(&source, format, transaction, options)
        .map_err(|problem| Failure::within(problem, &source))
}

/// Writes a graph to a file: to a new file beside it first, so that the old one is whole until the new one is.
pub fn save(version: &crate::graph::Version, path: &Path) -> Result<()> {
    let format = format_of(path)?;
    let name = path.display();
    let failed = |error: std::io::Error| {
        Failure::new(
            Code::FileNotWritable,
            format!("`{name}` cannot be written: {}", reason(&error)),
        )
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let write = || -> std::io::Result<()> {
        let mut file = std::io::BufWriter::new(std::fs::File::create(&beside)?);
        export(version, format, &mut file)?;
        file.into_inner()
            .map_err(std::io::IntoInnerError::into_error)?
            .sync_all()?;
        std::fs::rename(&beside, path)
    };
    write().map_err(|error| {
        // What was written so far is of no use to anybody.
        let _ = std::fs::remove_file(&beside);
        failed(error)
    })
}

fn format_of(path: &Path) -> Result<GraphFormat> {
    GraphFormat::of_path(path).ok_or_else(|| {
        let message = format!("`{}` is no kind of graph file", path.display());
        Diagnostic::new(Code::Usage, message)
            .hint("graph files end in .json or .jsonl")
            .into()
    })
}
