//! `quipu import` and `quipu export`: graph files into graph files. In: names. Out: files. Knows nothing of queries.

use std::io::Write;
use std::path::Path;

use super::exit::{Ended, Exit, Result};
use crate::diagnostic::Code;
use crate::format::{GraphFormat, ImportOptions, export};
use crate::shell::{Failure, load_into, open, save};

/// Reads files into a graph file, all of them or none.
pub(super) fn run_import(files: &[String], into: &str, merge_on: Option<String>) -> Result<Exit> {
    let target = Path::new(into);
    // What cannot be opened is refused here, before anything is read.
    let known = GraphFormat::of_path(target).is_none() || target.exists();
    let name = if known { into } else { ":memory:" };
    let database = open(name).map_err(Ended::cannot_open)?;
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
    if to.is_some() && lines {
        let message = "--mode goes with standard output; --to FILE says the form by its ending";
        return Err(Failure::new(Code::Usage, message).into());
    }
    let database = open(graph).map_err(Ended::cannot_open)?;
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
    Ok(Exit::Ok)
}
