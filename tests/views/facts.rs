//! Checking the facts of a graph: every kind of finding, and few examples of each.

use quipu::Database;
use quipu::graph::facts::{EXAMPLES, FindingKind, check};
use quipu::value::Map;

fn found(text: &str, expected: &[(FindingKind, usize)]) {
    let database = Database::new();
    database.session().run(text, &Map::new()).unwrap();
    let report = check(&database.version());
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| (finding.kind, finding.count))
        .collect();
    assert_eq!(found, expected, "{text}");
    let faults = expected.iter().any(|(kind, _)| kind.is_fault());
    assert_eq!(report.has_faults(), faults);
}

#[test]
fn each_finding() {
    found("CREATE (:A)-[:R]->(:B)", &[]);
    found(
        "CREATE (:A {valid_from: 2021})-[:R {valid_to: '2021-07-04'}]->(:B {valid_from: date('2021-07-04')})",
        &[(FindingKind::WrongBound, 2)],
    );
    found(
        "CREATE (:A {valid_from: date('2021-01-01'), valid_from_precision: 'day'})",
        &[(FindingKind::WrongPrecision, 1)],
    );
    found(
        "CREATE (:A {valid_from: date('2021-07-04'), valid_to: date('2021-07-04')}),
                (:A {valid_from: date('2021-07-05'), valid_to: date('2021-07-04')}),
                (:A {valid_from: date('2021-07-01'), valid_from_precision: 'month', valid_to: date('2021-07-04')})",
        &[(FindingKind::InvertedPeriod, 2)],
    );
    found(
        "CREATE (:Source {key: 's', published: date('2021-07-20')}), (:A {source: ['s#1', 7]}), (:A {source: 's'})",
        &[(FindingKind::WrongSource, 1)],
    );
    found(
        "CREATE (:Source {key: 's', published: date('2021-07-20')}), (:A {source: ''})-[:R {source: ['']}]->(:A {source: ['s', '']})",
        &[(FindingKind::WrongSource, 3), (FindingKind::Unsourced, 1)],
    );
    found(
        "CREATE (:Source {key: 's', published: date('2021-07-20')}), (:A {source: ['s', 't#2', 'u']})",
        &[(FindingKind::UnknownSource, 2)],
    );
    found(
        "CREATE (:Source {key: 's', published: date('2021-07-20')}), (:Source {key: 's', published: 2021}), (:Source)",
        &[
            (FindingKind::WrongPublication, 1),
            (FindingKind::AmbiguousSource, 2),
            (FindingKind::UndatedSource, 1),
        ],
    );
    found(
        "CREATE (:Source {key: 's', published: date('2021-07-20')})
         CREATE (a:A)-[:R {source: ['s']}]->(b:B), (a)-[:R]->(b), (a)-[:S {source: []}]->(b)",
        &[(FindingKind::Unsourced, 2)],
    );
}

#[test]
fn examples_are_few() {
    let database = Database::new();
    let text = "UNWIND range(1, 20) AS n CREATE (:A {valid_from: n})";
    database.session().run(text, &Map::new()).unwrap();
    let report = check(&database.version());
    assert_eq!((report.timed, report.sourced, report.sources), (20, 0, 0));
    assert_eq!(report.findings[0].count, 20);
    assert_eq!(report.findings[0].examples.len(), EXAMPLES);
    assert_eq!(report.findings[0].examples[0].1, "valid_from is 1");
}
