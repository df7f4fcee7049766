//! Loading and importing files that are stopped.
//!
//! In: how many nodes, and relationships, the files have. Out: loads by name, each measured as statements are. Knows nothing
//! of statements.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use quipu::Code;
use quipu::diagnostic::{Diagnostic, Interrupt};
use quipu::format::csv::{CsvOptions, read_folder};
use quipu::format::{GraphFormat, ImportOptions, import_from, load_from};
use quipu::graph::Graph;

use super::{Outcome, Run, Stop, raced};

/// How many nodes, and relationships, the files have that are loaded.
pub(crate) const LOADED: f64 = 1e6;

/// A load, with what is loaded.
pub(crate) struct Load {
    pub(crate) name: &'static str,
    how: How,
}

enum How {
    Json(Arc<str>, Loading),
    Csv(tempfile::TempDir),
}

impl Load {
    pub(crate) fn measure(&self, stop: Stop) -> Outcome<Run> {
        match &self.how {
            How::Json(data, how) => load(data, *how, stop),
            How::Csv(folder) => load_folder(folder.path(), stop),
        }
    }
}

/// All loads whose names have a part, of files with so many nodes.
pub(crate) fn all(nodes: u64, only: &str) -> Outcome<Vec<Load>> {
    let mut loads = Vec::new();
    let mut json: Option<Arc<str>> = None;
    for (name, how) in [
        ("load of JSON", Loading::New),
        ("import of JSON", Loading::Transaction),
        ("import of JSON, merged", Loading::Merge),
    ] {
        if name.contains(only) {
            let data = json.get_or_insert_with(|| graph_data(nodes).into());
            let how = How::Json(Arc::clone(data), how);
            loads.push(Load { name, how });
        }
    }
    let name = "load of CSV files";
    if name.contains(only) {
        let how = How::Csv(csv_folder(nodes)?);
        loads.push(Load { name, how });
    }
    Ok(loads)
}

/// How graph data are taken in.
#[derive(Clone, Copy)]
enum Loading {
    /// Into a new graph.
    New,
    /// Into a transaction, which is committed.
    Transaction,
    /// The same, nodes merged on a property.
    Merge,
}

/// What stops a load, how the flag is raised, and when.
fn stopped_at(stop: Stop) -> (Interrupt, Arc<AtomicBool>, Option<Duration>) {
    let flag = Arc::new(AtomicBool::new(false));
    let interrupt = Interrupt::default().with_cancel(Arc::clone(&flag));
    match stop {
        Stop::Never => (interrupt, flag, None),
        Stop::Flag(moment) => (interrupt, flag, Some(moment)),
        Stop::Limit(limit) => (
            interrupt.with_deadline(Instant::now().checked_add(limit)),
            flag,
            None,
        ),
    }
}

/// Runs something that `interrupt` stops.
fn stoppable(stop: Stop, work: impl FnOnce(Interrupt) -> Result<(), Diagnostic>) -> Outcome<Run> {
    let (interrupt, flag, moment) = stopped_at(stop);
    let raise = move || flag.store(true, Ordering::Relaxed);
    let mut run = raced(moment, raise, || match work(interrupt) {
        Ok(()) => Ok(false),
        Err(problem) if matches!(problem.code(), Code::Cancelled | Code::TimeLimit) => Ok(true),
        Err(problem) => Err(problem.message().into()),
    })?;
    if let Stop::Limit(limit) = stop {
        run.late = (limit < run.took).then(|| (run.took.saturating_sub(limit), Duration::ZERO));
    }
    Ok(run)
}

/// Loads graph data.
fn load(data: &str, how: Loading, stop: Stop) -> Outcome<Run> {
    let (name, format) = ("graph.json", GraphFormat::Json);
    let graph = Graph::new();
    // Its end is not measured.
    let mut kept = None;
    let run = stoppable(stop, |interrupt| {
        let options = match how {
            Loading::New => {
                let loaded = load_from(data.as_bytes(), name, format, &interrupt);
                kept = Some(loaded.map_err(|refusal| refusal.problem)?.0);
                return Ok(());
            }
            Loading::Transaction => ImportOptions::default(),
            Loading::Merge => ImportOptions {
                merge_on: Some("t".to_owned()),
            },
        };
        let mut transaction = graph.begin();
        transaction.set_interrupt(interrupt);
        import_from(data.as_bytes(), name, format, &mut transaction, &options)
            .map_err(|refusal| refusal.problem)?;
        transaction.commit().map(drop)
    });
    drop(kept);
    run
}

/// Loads a folder of CSV files.
fn load_folder(folder: &Path, stop: Stop) -> Outcome<Run> {
    let mut kept = None;
    let run = stoppable(stop, |interrupt| {
        let options = CsvOptions::default();
        kept = Some(read_folder(folder, &options, &mut |_| {}, &interrupt)?.0);
        Ok(())
    });
    drop(kept);
    run
}

/// The same graph data as CSV files.
fn csv_folder(nodes: u64) -> Outcome<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    let mut file = BufWriter::new(File::create(folder.path().join("nodes.csv"))?);
    writeln!(file, ":ID,:LABEL,x:int,t")?;
    for n in 0..nodes {
        writeln!(file, "n{n},N,{n},text {n}")?;
    }
    file.flush()?;
    let mut file = BufWriter::new(File::create(folder.path().join("relationships.csv"))?);
    writeln!(file, ":START_ID,:END_ID,:TYPE,x:int")?;
    for n in 0..nodes {
        writeln!(file, "n{n},n{},T,{n}", n * 7919 % nodes)?;
    }
    file.flush()?;
    Ok(folder)
}

fn graph_data(nodes: u64) -> String {
    let node = |n| {
        format!(r#"{{"id": "{n}", "labels": ["N"], "properties": {{"x": {n}, "t": "text {n}"}}}}"#)
    };
    let relationship = |n: u64| {
        let end = n * 7919 % nodes;
        format!(r#"{{"type": "T", "start": "{n}", "end": "{end}", "properties": {{"x": {n}}}}}"#)
    };
    let nodes_text: Vec<String> = (0..nodes).map(node).collect();
    let relationships: Vec<String> = (0..nodes).map(relationship).collect();
    let (nodes, relationships) = (nodes_text.join(",\n"), relationships.join(",\n"));
    format!("{{\"nodes\": [{nodes}],\n\"relationships\": [{relationships}]}}")
}
