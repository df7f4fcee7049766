//! One query, several ways: the optimised plan, the plan as written, and the scalar evaluator alone must give the
//! same rows.
//!
//! In: seeds from `QUIPU_SEED` (default 1) on, `QUIPU_CASES` of them (default 3000). Out: a failure with seed, graph and
//! query where two answers differ. Every case runs on a random graph of growing size.

mod counting;
mod generator;

use generator::Chance;
use quipu::value::{Map, literal};
use quipu::{Database, Planning, Session};

/// The rows as sorted texts, or the detail of the error.
fn answer(session: &mut Session, planning: Planning, query: &str) -> Result<Vec<String>, String> {
    session.set_planning(planning);
    match session.run(query, &Map::new()) {
        Ok(answer) => {
            let row = |row: &Vec<_>| {
                row.iter()
                    .map(literal::cypher)
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            let mut rows: Vec<String> = answer.rows().iter().map(row).collect();
            rows.sort();
            Ok(rows)
        }
        Err(error) => Err(error.detail().to_owned()),
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// All ways of planning give the same: the number of rows, or nothing when the query is refused.
fn check(session: &mut Session, seed: u64, graph: &[String], query: &str) -> Option<usize> {
    let reference = answer(session, Planning::Reference, query);
    for planning in [Planning::Textual, Planning::Optimized] {
        let other = answer(session, planning, query);
        assert!(
            other == reference,
            "seed {seed}, {planning:?}\n{}\n{query}\n  gives {other:?}\n  reference {reference:?}",
            graph.join(";\n"),
        );
    }
    reference.ok().map(|rows| rows.len())
}

/// Runs statements that must succeed.
fn run(session: &mut Session, statements: &[String]) {
    for statement in statements {
        if let Err(error) = session.run(statement, &Map::new()) {
            panic!("{statement}: {}", error.detail());
        }
    }
}

/// Queries that count and group, on graphs of `nodes` nodes, some with changes that are not committed.
fn counting(cases: u64, nodes: usize, large: bool) {
    let first = setting("QUIPU_SEED", 1);
    let (mut rows_seen, mut refused) = (0_usize, 0_u64);
    for seed in first..first + cases {
        let mut chance = Chance::new(seed);
        let mut statements = counting::graph(&mut chance, nodes + seed as usize % 5);
        let mut session = Database::new().session();
        run(&mut session, &statements);
        if seed.is_multiple_of(3) {
            let changes = counting::changes(&mut chance);
            assert!(session.begin().is_ok());
            run(&mut session, &changes);
            statements.extend(changes);
        }
        for _ in 0..4 {
            let query = counting::query(&mut chance, large);
            match check(&mut session, seed, &statements, &query) {
                Some(rows) => rows_seen += rows,
                None => refused += 1,
            }
        }
    }
    assert!(
        refused <= cases && rows_seen as u64 >= cases,
        "{refused} refused, {rows_seen} rows: too little to prove much"
    );
}

#[test]
fn counting_gives_the_same_numbers() {
    counting(setting("QUIPU_CASES", 3000) / 3, 5, false);
}

#[test]
fn counting_on_larger_graphs_gives_the_same_numbers() {
    counting(setting("QUIPU_CASES", 3000) / 250, 700, true);
}

#[test]
fn all_ways_give_the_same_rows() {
    let first = setting("QUIPU_SEED", 1);
    let cases = setting("QUIPU_CASES", 3000);
    let (mut rows_seen, mut errors) = (0_usize, 0_usize);
    for seed in first..first + cases {
        let mut chance = Chance::new(seed);
        let size = 2 + usize::try_from(seed % 7).unwrap();
        let graph = generator::graph(&mut chance, size);
        let query = generator::query(&mut chance, 1 + size / 2);
        let mut session = Database::new().session();
        for statement in &graph {
            session.run(statement, &Map::new()).unwrap();
        }
        match check(&mut session, seed, &graph, &query) {
            Some(rows) => rows_seen += rows,
            None => errors += 1,
        }
    }
    println!("{cases} cases from seed {first}: {rows_seen} rows, {errors} refused");
    assert!(
        errors * 4 < usize::try_from(cases).unwrap(),
        "too many queries are refused to prove much"
    );
}
