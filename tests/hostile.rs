//! Nothing that a user types may panic, hang or change the graph by accident.
//!
//! In: random text, soups of tokens, deep nesting, huge statements, odd characters. Out: an answer or an error with a
//! code and, where there is one, a place inside the text.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]

use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};
use quipu::value::{Map, Value};
use quipu::{Answer, Database, Error, Limits};

/// Runs a statement on a small graph with bounded time and memory.
fn run(text: &str) -> Result<Answer, Error> {
    let mut session = Database::new().session();
    let parameters: Map = [("p", Value::Integer(1)), ("list", Value::list(vec![]))]
        .into_iter()
        .collect();
    let seed =
        "CREATE (a:A {p: 1, q: 'x'})-[:R {p: 2}]->(b:B {p: null}), (b)-[:S]->(a), (a)-[:R]->(a)";
    session.run(seed, &parameters).unwrap();
    session.set_limits(Limits {
        // Reading the longest of them takes half of it.
        memory: Some(256 << 20),
        time: Some(std::time::Duration::from_secs(10)),
    });
    let before = quipu::graph::Version::node_count(&session.version());
    let result = session.run(text, &parameters);
    if let Err(error) = &result {
        assert_eq!(
            session.version().node_count(),
            before,
            "a failed statement changed the graph"
        );
        if let Some(span) = error.diagnostic().span() {
            assert!(span.start <= span.end, "{span:?}");
            assert!(
                span.end as usize <= text.len() + 1,
                "{span:?} in {} bytes",
                text.len()
            );
        }
        assert!(!error.message().is_empty());
    }
    result
}

const WORDS: &[&str] = &[
    "MATCH",
    "OPTIONAL",
    "WHERE",
    "RETURN",
    "WITH",
    "UNWIND",
    "CREATE",
    "MERGE",
    "SET",
    "REMOVE",
    "DELETE",
    "DETACH",
    "ORDER BY",
    "SKIP",
    "LIMIT",
    "DISTINCT",
    "AS",
    "AND",
    "OR",
    "XOR",
    "NOT",
    "IN",
    "IS NULL",
    "STARTS WITH",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "EXISTS",
    "UNION",
    "ALL",
    "CALL",
    "YIELD",
    "*",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "->",
    "<-",
    "..",
    ",",
    ":",
    ";",
    "|",
    "+",
    "/",
    "%",
    "^",
    "=",
    "<>",
    "<",
    ">=",
    "=~",
    ".",
    "$p",
    "$list",
    "n",
    "m",
    "r",
    "n.p",
    ":A",
    ":R",
    "1",
    "0",
    "-1",
    "1.5",
    "'x'",
    "null",
    "true",
    "count(",
    "collect(",
    "range(",
    "date(",
    "[x IN",
    "(n)",
    "(n:A)-[r:R]->(m)",
    "-[*1..2]-",
    "shortestPath(",
    "reduce(",
    "any(",
    "9223372036854775807",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_text(text in "\\PC{0,200}") {
        let _ = run(&text);
    }

    #[test]
    fn random_bytes_as_text(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = run(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn soup(words in prop::collection::vec(prop::sample::select(WORDS), 0..40)) {
        let _ = run(&words.join(" "));
    }

    #[test]
    fn half_statements(
        cut in 0_usize..200,
        junk in prop::sample::select(WORDS).prop_map(str::to_owned),
    ) {
        let text = "MATCH (n:A {p: $p})-[r:R|S*1..2]->(m) WHERE n.q STARTS WITH 'x' AND all(x IN r WHERE x.p > 0) \
            WITH DISTINCT n, count(*) AS c ORDER BY c DESC SKIP 0 LIMIT 5 RETURN n.p AS p, [y IN [1, 2] | y * c] AS l";
        let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let _ = run(&text[..cut]);
        let _ = run(&format!("{} {junk} {}", &text[..cut], &text[cut..]));
    }
}

#[test]
fn deep_and_long_statements() {
    #[track_caller]
    fn check(name: &str, text: &str, expected: &str) {
        let got = match run(text) {
            Ok(_) => "ok".to_owned(),
            Err(error) => format!("{:?}", error.code()),
        };
        assert_eq!(got, expected, "{name}");
    }
    let repeat = |text: &str, times: usize| text.repeat(times);
    let deep = |open: &str, middle: &str, close: &str, times: usize| {
        format!(
            "RETURN {}{middle}{} AS x",
            repeat(open, times),
            repeat(close, times)
        )
    };
    for (open, middle, close) in [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{a: ", "1", "}"),
        ("NOT ", "true", ""),
        ("- ", "1", ""),
    ] {
        check(open, &deep(open, middle, close, 40), "ok");
        check(open, &deep(open, middle, close, 100_000), "NestingTooDeep");
    }
    check("calls", &deep("abs(", "1", ")", 100_000), "NestingTooDeep");
    check(
        "case",
        &deep("CASE WHEN true THEN ", "1", " END", 100_000),
        "NestingTooDeep",
    );
    check(
        "comprehensions",
        &deep("[x IN [1] | ", "1", "]", 100_000),
        "NestingTooDeep",
    );
    check(
        "sums",
        &format!("RETURN 1{} AS x", repeat(" + 1", 250_000)),
        "ok",
    );
    check(
        "conjunctions",
        &format!("RETURN true{} AS x", repeat(" AND true", 100_000)),
        "ok",
    );
    check(
        "disjunctions",
        &format!("RETURN false{} AS x", repeat(" OR false", 100_000)),
        "ok",
    );
    check(
        "lists",
        &format!("RETURN [1{}] AS x", repeat(", 1", 300_000)),
        "ok",
    );
    check(
        "strings",
        &format!("RETURN '{}' AS x", repeat("x", 1 << 20)),
        "ok",
    );
    check(
        "comments",
        &format!("RETURN /* {} */ 1 AS x", repeat("*", 1 << 20)),
        "ok",
    );
    check(
        "comparisons",
        &format!("RETURN 1{} AS x", repeat(" < 2", 1000)),
        "ok",
    );
    check(
        "indexes",
        &format!("RETURN [[1]]{} AS x", repeat("[0]", 40)),
        "InvalidElementAccess",
    );
    check(
        "columns",
        &format!(
            "WITH 1 AS a RETURN {}",
            (0..2000)
                .map(|n| format!("a AS c{n}"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        "ok",
    );
    check(
        "clauses",
        &format!("{}RETURN 1 AS x", repeat("WITH 1 AS a ", 2000)),
        "ok",
    );
    check(
        "nodes",
        &format!(
            "CREATE {}",
            (0..2000)
                .map(|n| format!("(n{n}:A {{p: {n}}})"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        "ok",
    );
    check(
        "unions",
        &format!("RETURN 1 AS x{}", repeat(" UNION ALL RETURN 1 AS x", 500)),
        "ok",
    );
    check("nothing", "", "UnexpectedSyntax");
    check("NUL", "RETURN 1\u{0}", "UnexpectedSyntax");
    check(
        "integer",
        &format!("RETURN {} AS x", repeat("9", 1000)),
        "IntegerOverflow",
    );
    check("float", "RETURN 1e1000 AS x", "FloatingPointOverflow");
    check(
        "missing parameter",
        "RETURN $nowhere AS x",
        "MissingParameter",
    );
    check(
        "range",
        "RETURN size(range(1, 9223372036854775807)) AS x",
        "MemoryLimit",
    );
}
