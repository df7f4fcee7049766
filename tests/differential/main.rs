//! One query, several ways: the optimised plan, the plan as written, and the scalar evaluator alone must give the
//! same rows.
//!
//! In: seeds from `QUIPU_SEED` (default 1) on, `QUIPU_CASES` of them (default 3000). Out: a failure with seed, graph and
//! query where two answers differ. Every case runs on a random graph of growing size.

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
        let reference = answer(&mut session, Planning::Reference, &query);
        for planning in [Planning::Textual, Planning::Optimized] {
            let other = answer(&mut session, planning, &query);
            assert!(
                other == reference,
                "seed {seed}, {planning:?}\n{}\n{query}\n  gives {other:?}\n  reference {reference:?}",
                graph.join(";\n"),
            );
        }
        match reference {
            Ok(rows) => rows_seen += rows.len(),
            Err(_) => errors += 1,
        }
    }
    println!("{cases} cases from seed {first}: {rows_seen} rows, {errors} refused");
    assert!(
        errors * 4 < usize::try_from(cases).unwrap(),
        "too many queries are refused to prove much"
    );
}
