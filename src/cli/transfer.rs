//! `quipu import` and `quipu export`: graph files into graph files. In: names. Out: files. Knows nothing of queries.

use std::io::Write;
use std::path::Path;

use super::exit::{Ended, Exit, Result};
use super::run::to_look_at;
use crate::diagnostic::{Code, Interrupt};
use crate::format::csv::{CsvOptions, CsvReport};
use crate::format::{GraphFormat, ImportOptions, export};
use crate::graph::Graph;
use crate::graph::durable::OpenOptions;
use crate::shell::{
    Failure, Interrupts, counted, create, expect_there, is_database, left_out, load_all,
    load_folder, load_new, no_graph, open, open_until, save,
};

/// What an import may do.
pub(super) struct ImportHow {
    pub(super) merge_on: Option<String>,
    pub(super) skip_bad: Option<usize>,
}

/// Reads files, or one folder of CSV files, into a graph file: all of it or nothing.
pub(super) fn run_import(files: &[String], into: &str, how: ImportHow) -> Result<Exit> {
    let target = Path::new(into);
    if !is_database(target) && GraphFormat::of_path(target).is_none() {
        // Refused before anything is read, with what can be written.
        return Err(Ended::cannot_open(no_graph(into)));
    }
    let interrupts = Interrupts::install();
    interrupts.until(|interrupt| import(files, into, how, interrupt))
}

fn import(files: &[String], into: &str, how: ImportHow, interrupt: &Interrupt) -> Result<Exit> {
    let target = Path::new(into);
    if files.iter().any(|file| Path::new(file).is_dir()) {
        return import_folder(files, target, how, interrupt);
    }
    if how.skip_bad.is_some() {
        for file in files {
            expect_there(Path::new(file))?;
        }
        return Err(refused("--skip-bad is for folders of CSV files"));
    }
    let options = ImportOptions {
        merge_on: how.merge_on,
    };
    let paths: Vec<&Path> = files.iter().map(Path::new).collect();
    let mut loaded = Vec::new();
    if is_database(target) && !target.exists() {
        create(target, &label(files), interrupt, || {
            if let ([path], None) = (&paths[..], &options.merge_on) {
                let (graph, done) = load_new(path, interrupt)?;
                loaded = vec![done];
                return Ok(graph);
            }
            let graph = Graph::new();
            loaded = load_all(&graph, &paths, &options, interrupt)?;
            Ok(graph)
        })?;
    } else {
        // What cannot be opened is refused here, before anything is read.
        let known = GraphFormat::of_path(target).is_none() || target.exists();
        let name = if known { into } else { ":memory:" };
        let database =
            open_until(name, &OpenOptions::new(), interrupt).map_err(Ended::cannot_open)?;
        let graph = database.graph();
        loaded = load_all(graph, &paths, &options, interrupt).inspect_err(|_| {
            // Nothing is different now.
            graph.skip_checkpoint();
        })?;
        if !is_database(target) {
            save(&database.version(), target, interrupt)?;
        }
    }
    let mut lines = String::new();
    for (file, done) in files.iter().zip(loaded) {
        lines += &format!(
            "{file}: {} created, {} merged, {} created, {} there already\n",
            counted(done.nodes_created, "node", "nodes"),
            done.nodes_merged,
            counted(done.relationships_created, "relationship", "relationships"),
            done.relationships_kept
        );
    }
    std::io::stderr().write_all(lines.as_bytes())?;
    Ok(Exit::Ok)
}

/// What the log of a database calls an import.
fn label(files: &[String]) -> String {
    format!("import {}", files.join(" "))
}

/// Bulk loading makes a new graph: one folder, a target that is not there yet.
fn import_folder(
    files: &[String],
    target: &Path,
    how: ImportHow,
    interrupt: &Interrupt,
) -> Result<Exit> {
    let [folder] = files else {
        let message = "one folder of CSV files is imported at a time, and nothing beside it";
        return Err(refused(message));
    };
    if target.exists() {
        let message = "a folder of CSV files is imported into a graph that is not there yet";
        return Err(refused(message));
    }
    if how.merge_on.is_some() {
        return Err(refused("--merge-on is for .json and .jsonl files"));
    }
    let options = CsvOptions {
        skip_bad: how.skip_bad.unwrap_or_default(),
        ..CsvOptions::default()
    };
    let mut report = CsvReport::default();
    if is_database(target) {
        create(target, &label(files), interrupt, || {
            let (graph, read) = load_folder(Path::new(folder), &options, interrupt)?;
            report = read;
            Ok(graph)
        })?;
    } else {
        let (graph, read) = load_folder(Path::new(folder), &options, interrupt)?;
        report = read;
        save(&graph.version(), target, interrupt)?;
    }
    let mut lines = String::new();
    for bad in &report.bad {
        lines += &format!("left out: {bad}\n");
    }
    lines += &format!(
        "{folder}: {} created, {} created, {} left out\n",
        counted(report.nodes as usize, "node", "nodes"),
        counted(
            report.relationships as usize,
            "relationship",
            "relationships"
        ),
        counted(report.bad.len(), "row", "rows"),
    );
    if report.bad_lines > report.bad.len() as u64 {
        lines += &format!(
            "{} left out in all\n",
            counted(report.bad_lines as usize, "line", "lines")
        );
    }
    std::io::stderr().write_all(lines.as_bytes())?;
    Ok(Exit::Ok)
}

/// Writes a graph to a file, or to standard output as JSON.
pub(super) fn run_export(graph: &str, to: Option<&str>, lines: bool) -> Result<Exit> {
    if to.is_some() && lines {
        let message = "--mode goes with standard output; --to FILE says the form by its ending";
        return Err(refused(message));
    }
    let interrupts = Interrupts::install();
    // As long as there is no file of ours, Ctrl-C ends the process.
    let database = open(graph, &to_look_at(graph)).map_err(Ended::cannot_open)?;
    let version = database.version();
    match to {
        Some(to) => interrupts.until(|interrupt| save(&version, Path::new(to), interrupt))?,
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
    if let Some(note) = left_out(&version) {
        std::io::stderr().write_all(format!("note: {note}\n").as_bytes())?;
    }
    Ok(Exit::Ok)
}

fn refused(message: &str) -> Ended {
    Failure::new(Code::Usage, message).into()
}
