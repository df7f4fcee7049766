//! `quipu import` and `quipu export`: graph files into graph files. In: names. Out: files. Knows nothing of queries.

use std::io::Write;
use std::path::Path;

use super::exit::Exit;
use crate::diagnostic::Code;
use crate::format::{GraphFormat, ImportOptions, export};
use crate::shell::{Failure, Result, load_into, open, save};

/// Reads files into a graph file, all of them or none.
pub(super) fn run_import(files: &[String], into: &str, merge_on: Option<String>) -> Result<Exit> {
    let target = Path::new(into);
    if GraphFormat::of_path(target).is_none() || target.exists() {
        // What cannot be opened is refused here, before anything is read.
        open(into)?;
    }
    let database = if target.exists() {
        open(into)?
    } else {
        open(":memory:")?
    };
    let options = ImportOptions { merge_on };
    let mut lines = String::new();
    for file in files {
        let done = load_into(database.graph(), Path::new(file), &options)?;
        lines += &format!(
            "{file}: {} nodes created, {} merged, {} relationships created, {} there already\n",
            done.nodes_created,
            done.nodes_merged,
            done.relationships_created,
            done.relationships_kept
        );
    }
    save(&database.version(), target)?;
    std::io::stderr().write_all(lines.as_bytes())?;
    Ok(Exit::Ok)
}

/// Writes a graph to a file, or to standard output as JSON.
pub(super) fn run_export(graph: &str, to: Option<&str>, lines: bool) -> Result<Exit> {
    let database = open(graph)?;
    let version = database.version();
    match to {
        Some(to) => save(&version, Path::new(to))?,
        None => {
            let format = if lines {
                GraphFormat::JsonLines
            } else {
                GraphFormat::Json
            };
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            export(&version, format, &mut out)?;
            out.flush()?;
        }
    }
    if to.is_some() && lines {
        let message = "--mode goes with standard output; --to FILE says the form by its ending";
        return Err(Failure::new(Code::Usage, message));
    }
    Ok(Exit::Ok)
}
