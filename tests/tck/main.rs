//! The openCypher TCK, strictly.
//!
//! In: the feature files of `../shared/tck` (or of the folder that `QUIPU_TCK` names); where they are absent, the run is
//! skipped with a printed line. Out: `N/M scenarios`, and a failure when the set of failing scenarios is not exactly
//! the one in `tests/tck/known_failures.txt`. The scenarios of `tests/suite` are the project's own, for corners the TCK
//! leaves open; the same runner runs them and all of them pass. Both run twice: through the library, and through
//! `quipu pipe --mode typed-json` as an outside program sees it; the two ways fail alike. An argument runs only the scenarios whose name contains
//! it and shows what differs. `QUIPU_TCK_UPDATE=1` writes the list anew.
//!
//! A sample runs also on a database file that is closed and opened before each statement. `QUIPU_TCK_STORE=reopened` runs all
//! of them on such a file, `QUIPU_TCK_STORE=file` on one that stays open.

#![expect(
    clippy::print_stdout,
    reason = "a test program with a report of its own"
)]

mod engine;
mod gherkin;
mod scenario;
mod store;
mod typed;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use engine::{Engine, Library, Pipe};
use gherkin::Scenario;
use store::{Filed, Store};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/LANGUAGE.md");
const SUITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite");
/// Of so many scenarios one runs on a database file, unless all do.
const SAMPLED: usize = 40;
const KNOWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tck/known_failures.txt");

fn main() -> ExitCode {
    let filter: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    let root = std::env::var_os("QUIPU_TCK").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tck"),
        PathBuf::from,
    );
    let own = run_suite(&filter);
    let tck = if root.join("features").is_dir() {
        run_tck(&root, &filter)
    } else {
        println!("skipped: the openCypher TCK is not at {}", root.display());
        Ok(true)
    };
    let mut passed = true;
    for result in [own, tck] {
        match result {
            Ok(result) => passed &= result,
            Err(why) => {
                println!("{why}");
                passed = false;
            }
        }
    }
    if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The project's own scenarios: each of them passes.
fn run_suite(filter: &[String]) -> Result<bool, String> {
    let scenarios = scenarios(Path::new(SUITE), filter)?;
    let failures = run(&scenarios, Path::new(SUITE), || Box::new(Library::new()))?;
    let same = run_pipe(&scenarios, Path::new(SUITE), &failures)?
        & run_filed(&scenarios, Path::new(SUITE), &failures)?;
    let total = scenarios.len();
    println!("suite: {}/{total} scenarios", total - failures.len());
    Ok(show(&failures) && same)
}

fn run_tck(root: &Path, filter: &[String]) -> Result<bool, String> {
    let scenarios = scenarios(root, filter)?;
    let failures = run(&scenarios, root, || Box::new(Library::new()))?;
    let same = run_pipe(&scenarios, root, &failures)? & run_filed(&scenarios, root, &failures)?;
    let total = scenarios.len();
    println!("{}/{total} scenarios", total - failures.len());
    if !filter.is_empty() {
        return Ok(show(&failures) && same);
    }
    let fresh = conformance_page_is_fresh(&scenarios, &failures)?;
    let known = compare_with_known(&failures)?;
    Ok(fresh && known && same)
}

/// Runs the scenarios through the pipe; `true` when the same ones fail as through the library.
fn run_pipe(scenarios: &[Scenario], root: &Path, library: &[Failure]) -> Result<bool, String> {
    let failures = run(scenarios, root, || Box::new(Pipe::new()))?;
    Ok(compare(scenarios, "through the pipe", &failures, library))
}

/// Runs some or all scenarios on database files; `true` when the same ones fail as in memory.
fn run_filed(scenarios: &[Scenario], root: &Path, library: &[Failure]) -> Result<bool, String> {
    let (name, reopened, each) = match Store::from_environment()? {
        Store::Sample => ("a sample, on reopened files", true, SAMPLED),
        Store::File => ("on files", false, 1),
        Store::Reopened => ("on reopened files", true, 1),
    };
    let some: Vec<Scenario> = scenarios.iter().step_by(each).cloned().collect();
    let failures = if reopened {
        run(&some, root, || Box::new(Filed::new(true)))?
    } else {
        run(&some, root, || Box::new(Filed::new(false)))?
    };
    Ok(compare(&some, name, &failures, library))
}

/// Prints what came of another way; `true` when of its scenarios the same ones failed as through the library.
fn compare(scenarios: &[Scenario], way: &str, failures: &[Failure], library: &[Failure]) -> bool {
    let total = scenarios.len();
    println!("{way}: {}/{total}", total - failures.len());
    let run: BTreeSet<&str> = scenarios.iter().map(|scenario| &*scenario.name).collect();
    let names = |failures: &[Failure]| -> BTreeSet<String> {
        let names = failures.iter().map(|(name, _)| name.clone());
        names.filter(|name| run.contains(&**name)).collect()
    };
    let (other, known) = (names(failures), names(library));
    for (name, why) in failures.iter().filter(|(name, _)| !known.contains(name)) {
        println!("FAILED {way}: {name}\n  {why}");
    }
    for name in known.difference(&other) {
        println!("PASSES only {way}: {name}");
    }
    other == known
}

/// Prints what failed; `true` when there is nothing.
fn show(failures: &[Failure]) -> bool {
    for (name, why) in failures {
        println!("FAILED {name}\n  {why}");
    }
    failures.is_empty()
}

/// The name of a scenario and what differs.
type Failure = (String, String);

/// The wanted scenarios of the folder `features` under `root`.
fn scenarios(root: &Path, filter: &[String]) -> Result<Vec<Scenario>, String> {
    let mut files = Vec::new();
    feature_files(&root.join("features"), &mut files)?;
    files.sort();
    let mut scenarios = Vec::new();
    for file in files {
        let name = file
            .strip_prefix(root.join("features"))
            .unwrap_or(&file)
            .display()
            .to_string();
        scenarios.extend(gherkin::scenarios(&name, &read(&file)?)?);
    }
    let wanted = |scenario: &Scenario| {
        filter
            .iter()
            .all(|part| scenario.name.contains(part.as_str()))
    };
    scenarios.retain(wanted);
    Ok(scenarios)
}

/// Runs the scenarios on all processors, each worker with an engine of its own; what failed, sorted.
fn run(
    scenarios: &[Scenario],
    root: &Path,
    engine: fn() -> Box<dyn Engine>,
) -> Result<Vec<Failure>, String> {
    let named_graphs = |name: &str| read(&root.join(format!("graphs/{name}/{name}.cypher")));
    let failures = Mutex::new(Vec::new());
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut own = engine();
                while let Some(scenario) = scenarios.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let run = || scenario::run(scenario, own.as_mut(), &named_graphs);
                    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
                    let result = result.unwrap_or_else(|_| {
                        own = engine();
                        Err("panicked".to_owned())
                    });
                    if let (Err(why), Ok(mut failures)) = (result, failures.lock()) {
                        failures.push((scenario.name.clone(), why));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().map_err(|_| "a worker died")?;
    failures.sort();
    Ok(failures)
}

/// The table in docs/LANGUAGE.md shows what this run gave; it is written anew on request. A run over another copy of the
/// TCK (`QUIPU_TCK`) is not held against it.
fn conformance_page_is_fresh(scenarios: &[Scenario], failures: &[Failure]) -> Result<bool, String> {
    let area = |name: &str| -> String {
        let folder = name.split(".feature").next().unwrap_or(name);
        folder
            .rsplit_once('/')
            .map_or(folder, |(area, _)| area)
            .to_owned()
    };
    let mut areas: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for scenario in scenarios {
        areas.entry(area(&scenario.name)).or_default().1 += 1;
    }
    for (name, _) in failures {
        areas.entry(area(name)).or_default().0 += 1;
    }
    let mut table = "| area | scenarios | pass |\n|---|---|---|\n".to_owned();
    for (area, (failed, total)) in &areas {
        let _ = writeln!(table, "| {area} | {total} | {} |", total - failed);
    }
    let (total, failed) = (scenarios.len(), failures.len());
    let _ = writeln!(table, "| **all** | **{total}** | **{}** |", total - failed);
    let page = read(Path::new(PAGE))?;
    let marks = ("<!-- tck: generated -->\n", "<!-- tck: end -->");
    let (head, rest) = page
        .split_once(marks.0)
        .ok_or("no opening mark in LANGUAGE.md")?;
    let (shown, tail) = rest
        .split_once(marks.1)
        .ok_or("no closing mark in LANGUAGE.md")?;
    if std::env::var_os("QUIPU_TCK_UPDATE").is_some() {
        let page = format!("{head}{}{table}{}{tail}", marks.0, marks.1);
        std::fs::write(PAGE, page).map_err(|error| error.to_string())?;
        return Ok(true);
    }
    if shown != table && std::env::var_os("QUIPU_TCK").is_none() {
        println!("docs/LANGUAGE.md is stale: run `QUIPU_TCK_UPDATE=1 cargo test --test tck`");
        return Ok(false);
    }
    Ok(true)
}

/// A scenario that fails without being listed, or passes while listed, fails the run.
fn compare_with_known(failures: &[Failure]) -> Result<bool, String> {
    if std::env::var_os("QUIPU_TCK_UPDATE").is_some() {
        let lines: String = failures
            .iter()
            .map(|(name, _)| format!("{name}\n"))
            .collect();
        std::fs::write(KNOWN, lines).map_err(|error| error.to_string())?;
    }
    let known = read(Path::new(KNOWN))?;
    let known: BTreeSet<&str> = known.lines().filter(|line| !line.is_empty()).collect();
    let mut exact = true;
    for (name, why) in failures
        .iter()
        .filter(|(name, _)| !known.contains(name.as_str()))
    {
        exact = false;
        println!("FAILED {name}\n  {why}");
    }
    let failed: BTreeSet<&str> = failures.iter().map(|(name, _)| name.as_str()).collect();
    for name in known.difference(&failed) {
        exact = false;
        println!("PASSES but is listed in known_failures.txt: {name}");
    }
    Ok(exact)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn feature_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    for entry in std::fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            feature_files(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "feature")
        {
            files.push(path);
        }
    }
    Ok(())
}
