//! The grammar against every query of the openCypher TCK: each must parse, unless its scenario expects a syntax
//! error, and where that error is the grammar's, it must be the one the scenario names.

use std::path::{Path, PathBuf};

use super::parse;
use crate::diagnostic::Class;

/// Details of errors that come from the text alone.
const SYNTAX: [&str; 7] = [
    "UnexpectedSyntax",
    "InvalidUnicodeCharacter",
    "InvalidUnicodeLiteral",
    "InvalidNumberLiteral",
    "IntegerOverflow",
    "FloatingPointOverflow",
    "InvalidRelationshipPattern",
];

/// A query, and the error its scenario expects.
#[derive(Debug, Default, Clone)]
struct Case {
    place: String,
    query: String,
    error: Option<String>,
}

fn tck() -> PathBuf {
    std::env::var_os("QUIPU_TCK").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tck"),
        PathBuf::from,
    )
}

fn feature_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            feature_files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "feature")
        {
            found.push(path);
        }
    }
    found.sort();
}

/// The queries of one feature file. Outlines are filled with each row of their examples.
fn cases(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut found: Vec<Case> = Vec::new();
    // The queries of the scenario being read; its examples come after them.
    let mut scenario: Vec<Case> = Vec::new();
    let mut header: Option<Vec<String>> = None;
    let mut examples = false;
    let mut filled: Vec<Case> = Vec::new();
    let mut lines = text.lines().enumerate();
    let mut flush = |scenario: &mut Vec<Case>, filled: &mut Vec<Case>| {
        let plain = scenario
            .drain(..)
            .filter(|case| filled.is_empty() || !case.query.contains('<'));
        found.extend(plain.collect::<Vec<_>>());
        found.append(filled);
    };
    let mut is_query = false;
    while let Some((number, line)) = lines.next() {
        let trimmed = line.trim();
        if trimmed.starts_with("Scenario") || trimmed.starts_with("Background") {
            flush(&mut scenario, &mut filled);
            (header, examples) = (None, false);
        } else if trimmed.starts_with('#') {
        } else if trimmed.starts_with("Examples:") {
            (header, examples) = (None, true);
        } else if examples && trimmed.starts_with('|') {
            let cells: Vec<String> = cells(trimmed);
            let Some(names) = &header else {
                header = Some(cells);
                continue;
            };
            for case in &scenario {
                let mut case = case.clone();
                for (name, cell) in names.iter().zip(&cells) {
                    case.query = case.query.replace(&format!("<{name}>"), cell);
                }
                filled.push(case);
            }
        } else if trimmed.contains("executing query:")
            || trimmed.contains("executing control query:")
            || trimmed.contains("having executed:")
        {
            is_query = true;
        } else if trimmed.starts_with("\"\"\"") {
            let text: Vec<&str> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| !line.trim().starts_with("\"\"\""))
                .collect();
            if std::mem::take(&mut is_query) {
                let place = format!("{}:{}", path.display(), number + 2);
                scenario.push(Case {
                    place,
                    query: text.join("\n"),
                    error: None,
                });
            }
        } else if let Some((class, detail)) =
            trimmed.split_once(" should be raised at compile time:")
            && class.ends_with("SyntaxError")
            && let Some(case) = scenario.last_mut()
        {
            case.error = Some(detail.trim().to_owned());
        }
    }
    flush(&mut scenario, &mut filled);
    found
}

fn cells(row: &str) -> Vec<String> {
    let (mut cells, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for character in row.trim().trim_start_matches('|').chars() {
        match character {
            '\\' if !escaped => escaped = true,
            '|' if !escaped => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            _ => {
                if escaped && character != '|' {
                    cell.push('\\');
                }
                cell.push(character);
                escaped = false;
            }
        }
    }
    cells
}

/// All cases, or nothing, said aloud, where the TCK is not at hand.
fn all_cases() -> Vec<Case> {
    let mut files = Vec::new();
    feature_files(&tck(), &mut files);
    if files.is_empty() {
        println!("skipped: no TCK at {}", tck().display());
    }
    files.iter().flat_map(|file| cases(file)).collect()
}

/// The queries of the TCK that parse, for the laws.
pub(super) fn queries() -> Vec<String> {
    all_cases().into_iter().map(|case| case.query).collect()
}

#[test]
fn every_query_parses_or_fails_as_it_should() {
    let mut wrong = Vec::new();
    let cases = all_cases();
    for case in &cases {
        let expected = case
            .error
            .as_deref()
            .filter(|detail| SYNTAX.contains(detail));
        let problem = match (parse(&case.query), expected) {
            (Ok(_), None) => continue,
            (Ok(_), Some(detail)) => format!("parses, but {detail} is expected"),
            (Err(error), Some(detail))
                if error.code().detail() == detail
                    && error.code().class() == Class::SyntaxError =>
            {
                continue;
            }
            (Err(error), _) => {
                let place = error.span().map_or("", |span| span.slice(&case.query));
                format!("{error} at {place:?}, expected {:?}", case.error)
            }
        };
        wrong.push(format!("{}: {problem}\n{}\n", case.place, case.query));
    }
    println!("{} queries of the TCK", cases.len());
    assert!(
        wrong.is_empty(),
        "{} of {} queries:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}
