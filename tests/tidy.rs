//! The house rules, as a test.
//!
//! In: the files of the project. Out: every breach with its file and line. The list of floors lives here, once; the
//! picture in docs/ARCHITECTURE.md must agree with it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its files fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A module uses only lower floors; modules of one floor do not know each other.
const FLOORS: &[&[&str]] = &[
    &["source"],
    &["diagnostic"],
    &["value", "syntax"],
    &["column", "render"],
    &["graph"],
    &["function", "procedure", "format"],
    &["semantics"],
    &["plan"],
    &["optimize"],
    &["exec"],
    &["engine"],
    &["shell"],
    &["cli"],
];

/// Crates that may be named only in some places (a path prefix below `src/`).
const HOMES: &[(&str, &[&str])] = &[
    ("nom", &["syntax"]),
    ("petgraph", &["graph/petgraph", "procedure"]),
    ("rustyline", &["shell"]),
    (
        "serde_json",
        &["format", "render", "value/json", "cli", "shell"],
    ),
    ("serde", &["format", "render", "value/json", "cli", "shell"]),
    ("jiff", &["value/temporal"]),
    ("lexopt", &["cli"]),
    ("ctrlc", &["cli", "shell"]),
];

/// Names that say nothing.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "misc"];

/// Lines after which a file must say at its head why it is one thing.
const LONG: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, extension, found);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), extension, &mut found);
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

/// The text without what its unit tests add: from `#[cfg(test)]` at the left margin on.
fn without_tests(text: &str) -> &str {
    text.find("\n#[cfg(test)]").map_or(text, |at| &text[..at])
}

fn no_breaches(breaches: String) {
    assert!(breaches.is_empty(), "\n{breaches}");
}

/// Names that follow `crate::` in a line (also inside `crate::{a, b::c}`).
fn modules_named(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        if text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &text[at + "crate::".len()..];
        let name = |text: &str| {
            text.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        };
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (offset, character) in group.char_indices() {
                match character {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if start && !c.is_whitespace() => {
                        names.insert(name(&group[offset..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            names.insert(name(rest));
        }
    }
    names
}

#[test]
fn modules_use_only_lower_floors() {
    let floor: BTreeMap<&str, usize> = FLOORS
        .iter()
        .enumerate()
        .flat_map(|(number, names)| names.iter().map(move |name| (*name, number)))
        .collect();
    let mut breaches = String::new();
    for path in files("src", "rs") {
        let relative = path.strip_prefix(root().join("src")).unwrap().to_path_buf();
        let own = relative
            .iter()
            .next()
            .unwrap()
            .to_string_lossy()
            .replace(".rs", "");
        if own == "lib" || own == "main" {
            continue;
        }
        let Some(own_floor) = floor.get(own.as_str()) else {
            writeln!(
                breaches,
                "{}: the module `{own}` has no floor",
                shown(&path)
            )
            .unwrap();
            continue;
        };
        let text = read(&path);
        for (number, line) in without_tests(&text).lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in modules_named(line) {
                let Some(used_floor) = floor.get(used.as_str()) else {
                    continue;
                };
                if used != own && used_floor >= own_floor {
                    writeln!(
                        breaches,
                        "{}:{}: {own} uses {used}",
                        shown(&path),
                        number + 1
                    )
                    .unwrap();
                }
            }
        }
    }
    no_breaches(breaches);
}

#[test]
fn the_architecture_page_shows_these_floors() {
    let page = read(&root().join("docs/ARCHITECTURE.md"));
    let mut breaches = String::new();
    for (number, names) in FLOORS.iter().enumerate() {
        for name in *names {
            let row = format!("| {number} | ");
            let found = page
                .lines()
                .any(|line| line.starts_with(&row) && line.contains(&format!("[`{name}`]")));
            if !found {
                writeln!(
                    breaches,
                    "docs/ARCHITECTURE.md: no row `{row}` with [`{name}`]"
                )
                .unwrap();
            }
        }
    }
    no_breaches(breaches);
}

#[test]
fn crates_stay_in_their_homes() {
    let mut breaches = String::new();
    for path in files("src", "rs") {
        let relative = shown(&path).replace("src/", "");
        let text = read(&path);
        for (krate, homes) in HOMES {
            if homes.iter().any(|home| relative.starts_with(home)) {
                continue;
            }
            for (number, line) in without_tests(&text).lines().enumerate() {
                let code = line.trim_start();
                let named = code.starts_with(&format!("use {krate}"))
                    && !code[4 + krate.len()..]
                        .starts_with(|c: char| c.is_alphanumeric() || c == '_');
                let named = named || code.contains(&format!(" {krate}::"));
                if named && !code.starts_with("//") {
                    writeln!(
                        breaches,
                        "{}:{}: {krate} is not at home",
                        shown(&path),
                        number + 1
                    )
                    .unwrap();
                }
            }
        }
    }
    no_breaches(breaches);
}

#[test]
fn every_file_says_what_it_is() {
    let mut breaches = String::new();
    for folder in ["src", "tests", "benches"] {
        for path in files(folder, "rs") {
            let text = read(&path);
            if !text.starts_with("//!") {
                writeln!(breaches, "{}: no head comment", shown(&path)).unwrap();
            }
            let lines = text.lines().count();
            let head = text.lines().take_while(|line| line.starts_with("//!"));
            if lines > LONG && !head.into_iter().any(|line| line.contains("One file")) {
                writeln!(
                    breaches,
                    "{}: {lines} lines, and no sentence `One file because ...` at its head",
                    shown(&path)
                )
                .unwrap();
            }
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
            for name in EMPTY_NAMES {
                if stem == *name || folder == *name {
                    writeln!(breaches, "{}: the name says nothing", shown(&path)).unwrap();
                }
            }
        }
    }
    no_breaches(breaches);
}

#[test]
fn scripts_carry_a_title_and_an_expected_answer() {
    let scripts = files("queries", "cypher");
    assert!(!scripts.is_empty(), "no scripts in queries/");
    let mut breaches = String::new();
    for path in scripts {
        let text = read(&path);
        for directive in ["// @title", "// @expect"] {
            if !text.contains(directive) {
                writeln!(breaches, "{}: no `{directive}`", shown(&path)).unwrap();
            }
        }
    }
    no_breaches(breaches);
}

#[test]
fn the_reader_of_imports_reads_groups() {
    let names = |text: &str| {
        modules_named(text)
            .into_iter()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(names("use crate::value::{Kind, Value};"), "value");
    assert_eq!(names("use crate::{graph::{A, B}, plan::Op};"), "graph plan");
    assert_eq!(
        names("fn f(x: crate::exec::Context) -> crate::graph::Version"),
        "exec graph"
    );
    assert_eq!(names("$crate::column::Column"), "");
}
