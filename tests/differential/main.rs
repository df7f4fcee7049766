//! One query, several ways: the optimised plan, the plan as written, and the scalar evaluator alone must give the
//! same rows and leave the same graph; and the rows of a query are those where a condition holds, those where it does
//! not, and those where it is null.
//!
//! In: seeds from `QUIPU_SEED` (default 1) on, `QUIPU_CASES` of them (default 1000). Out: a failure with seed, graph and
//! query where two answers differ. Every case runs on a random graph of growing size.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]
#![expect(
    clippy::print_stdout,
    reason = "how much was compared is shown on request"
)]

mod answer;
mod counting;
mod generator;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use answer::{Answer, Outcome};
use generator::{Case, Chance};
use quipu::value::Map;
use quipu::{Planning, Session};

/// Differences shown before a run breaks off.
const SHOWN: usize = 5;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// What a case showed.
enum Verdict {
    /// All ways agree on so many rows.
    Agreed(usize),
    /// All ways refuse it alike, and why.
    Refused(String),
    /// More work than a case is worth.
    TooLarge,
    /// Two ways differ.
    Differs(String),
}

/// Runs the cases of so many seeds on all processors.
fn run(cases: u64, check: impl Fn(u64) -> Verdict + Sync) {
    let first = setting("QUIPU_SEED", 1);
    let next = AtomicU64::new(first);
    let (rows, large) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let refused: Mutex<BTreeMap<String, u64>> = Mutex::default();
    let differences = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + cases || differences.lock().unwrap().len() >= SHOWN {
                        return;
                    }
                    match check(seed) {
                        Verdict::Agreed(count) => {
                            rows.fetch_add(count, Ordering::Relaxed);
                        }
                        Verdict::Refused(why) => {
                            *refused.lock().unwrap().entry(why).or_default() += 1;
                        }
                        Verdict::TooLarge => {
                            large.fetch_add(1, Ordering::Relaxed);
                        }
                        Verdict::Differs(why) => {
                            differences
                                .lock()
                                .unwrap()
                                .push(format!("seed {seed}: {why}"));
                        }
                    }
                }
            });
        }
    });
    let large = large.into_inner() as u64;
    let refused = refused.into_inner().unwrap();
    let differences = differences.into_inner().unwrap();
    println!(
        "{cases} cases from seed {first}: {} rows, {large} too large, {} differ, refused: {refused:?}",
        rows.into_inner(),
        differences.len(),
    );
    let refused: u64 = refused.values().sum();
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
    assert!(
        refused * 10 < cases && large * 10 < cases,
        "too few queries are carried out to prove much"
    );
}

#[test]
fn all_ways_give_the_same_answer() {
    run(setting("QUIPU_CASES", 1000), |seed| {
        let case = generator::case(seed);
        let on_graph = |planning| {
            let mut session = answer::session(&case.graph);
            one_way(&case, planning, &mut session)
        };
        let mut reader = answer::session(&case.graph);
        let mut way = |planning| {
            if case.writes {
                on_graph(planning)
            } else {
                one_way(&case, planning, &mut reader)
            }
        };
        compare(&case.graph, &case.query, &mut way)
    });
}

/// Holds the other ways against the reference.
fn compare(graph: &str, query: &str, way: &mut impl FnMut(Planning) -> Option<Answer>) -> Verdict {
    let Some(reference) = way(Planning::Reference) else {
        return Verdict::TooLarge;
    };
    for planning in [Planning::Textual, Planning::Optimized] {
        let Some(other) = way(planning) else {
            return Verdict::TooLarge;
        };
        if other != reference {
            let difference = answer::difference(&other.lines(), &reference.lines());
            return Verdict::Differs(format!("{planning:?}\n{graph};\n{query}\n{difference}"));
        }
    }
    match reference.outcome {
        Outcome::Rows(rows) => Verdict::Agreed(rows.len()),
        Outcome::Refused(why) => Verdict::Refused(why),
    }
}

/// `None` where it is too large.
fn one_way(case: &Case, planning: Planning, session: &mut Session) -> Option<Answer> {
    session.set_planning(planning);
    answer::ask(session, &case.query, case.ordered, case.writes)
}

/// A query that counts and groups, on a graph of about `nodes` nodes, with changes that are not committed on some.
fn counting(seed: u64, nodes: usize, large: bool) -> Verdict {
    let mut chance = Chance::new(seed);
    let mut statements = counting::graph(&mut chance, nodes + (seed % 5) as usize);
    let mut session = answer::session(&statements[0]);
    if seed.is_multiple_of(3) {
        let changes = counting::changes(&mut chance);
        session.begin().unwrap();
        for change in &changes {
            session.run(change, &Map::new()).unwrap();
        }
        statements.extend(changes);
    }
    let query = counting::query(&mut chance, large);
    compare(&statements.join(";\n"), &query, &mut |planning| {
        session.set_planning(planning);
        answer::ask(&mut session, &query, false, false)
    })
}

#[test]
fn counting_gives_the_same_numbers() {
    run(setting("QUIPU_CASES", 1000) * 2, |seed| {
        counting(seed, 5, false)
    });
}

#[test]
fn counting_on_larger_graphs_gives_the_same_numbers() {
    run(setting("QUIPU_CASES", 1000) / 25, |seed| {
        counting(seed, 700, true)
    });
}

#[test]
fn a_condition_parts_the_rows_in_three() {
    run(setting("QUIPU_CASES", 1000) / 2, |seed| {
        let (case, condition) = generator::condition(seed);
        let (graph, clauses) = (case.graph, case.query);
        let mut session = answer::session(&graph);
        let mut rows = |filter: &str| {
            let query = format!("{clauses} WITH *, 0 AS part {filter} RETURN *");
            match answer::ask(&mut session, &query, false, false)?.outcome {
                Outcome::Rows(rows) => Some(Ok(rows)),
                Outcome::Refused(why) => Some(Err(why)),
            }
        };
        let Some(all) = rows("") else {
            return Verdict::TooLarge;
        };
        let parts = [
            rows(&format!("WHERE {condition}")),
            rows(&format!("WHERE NOT ({condition})")),
            rows(&format!("WHERE ({condition}) IS NULL")),
        ];
        let mut together = Vec::new();
        for part in parts {
            match part {
                Some(Ok(rows)) => together.extend(rows),
                Some(Err(why)) => return Verdict::Refused(why),
                None => return Verdict::TooLarge,
            }
        }
        together.sort();
        match all {
            Ok(all) if all == together => Verdict::Agreed(all.len()),
            Err(why) => Verdict::Refused(why),
            Ok(all) => Verdict::Differs(format!(
                "{graph};\n{clauses}\n{condition}\n{}",
                answer::difference(&together, &all)
            )),
        }
    });
}
