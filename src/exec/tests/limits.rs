//! What stops a statement: parameters that are missing or wrong, cancelling, time, memory.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use super::{Case, execute};
use crate::diagnostic::{Code, Interrupt};
use crate::exec::Context;
use crate::graph::Graph;
use crate::value::Map;

#[test]
fn numbers_of_rows() {
    let case = |value: i64| Case::after(&[]).with("n", value);
    case(2).gives("UNWIND [1, 2, 3] AS x RETURN x LIMIT $n", &["1", "2"]);
    case(-1).fails("RETURN 1 LIMIT $n", Code::RuntimeNegativeIntegerArgument);
    case(-1).fails(
        "MATCH (n) RETURN n SKIP $n",
        Code::RuntimeNegativeIntegerArgument,
    );
    let case = Case::after(&[]).with("n", 1.5);
    case.fails(
        "MATCH (n) RETURN n LIMIT $n",
        Code::RuntimeSyntaxInvalidArgumentType,
    );
    Case::after(&[]).fails("RETURN $missing", Code::MissingParameter);
}

/// A statement that would run for ages is stopped.
#[track_caller]
fn check(text: &str, limit: impl FnOnce(Context) -> Context, code: Code) {
    let result = execute(&Graph::new(), text, &Map::new(), limit);
    assert_eq!(
        result.map_err(|problem| problem.code()),
        Err(code),
        "{text}"
    );
}

#[test]
fn endless_statements_are_stopped() {
    let endless = "UNWIND range(1, 1000000000000) AS x RETURN count(x)";
    let raised = Arc::new(AtomicBool::new(true));
    check(
        endless,
        |context| context.with_interrupt(Interrupt::default().with_cancel(raised)),
        Code::Cancelled,
    );
    let now = Instant::now();
    check(
        endless,
        |context| context.with_interrupt(Interrupt::default().with_deadline(Some(now))),
        Code::TimeLimit,
    );
    let small = |context: Context| context.with_memory_limit(Some(1 << 20));
    for text in [
        "UNWIND range(1, 1000000000000) AS x RETURN collect(x)",
        "UNWIND range(1, 1000000000000) AS x RETURN x ORDER BY -x",
        "UNWIND range(1, 1000000000000) AS x RETURN DISTINCT x",
        "UNWIND range(1, 1000000000000) AS x RETURN x, count(*)",
        "UNWIND range(1, 1000000000000) AS x CREATE (:A)",
    ] {
        check(text, small, Code::MemoryLimit);
    }
}

#[test]
fn values_cannot_grow_without_end() {
    let case = Case::after(&[]);
    for start in ["'ab'", "[1, 2]"] {
        let text = format!(
            "WITH {start} AS x {} RETURN size(x)",
            "WITH x + x AS x ".repeat(60)
        );
        case.fails(&text, Code::MemoryLimit);
    }
    let now = Instant::now();
    check(
        "RETURN reduce(s = '', x IN range(1, 1000000) | s + 'a')",
        |context| context.with_interrupt(Interrupt::default().with_deadline(Some(now))),
        Code::TimeLimit,
    );
}

#[test]
fn statements_with_thousands_of_clauses() {
    let clauses = "WITH x + 1 AS x ".repeat(3000);
    let case = Case::after(&[]);
    case.gives(&format!("WITH 1 AS x {clauses} RETURN x"), &["3001"]);
    case.gives(
        &format!(
            "UNWIND range(1, 1000000000000) AS x {} RETURN x LIMIT 3",
            &clauses[..1600]
        ),
        &["101", "102", "103"],
    );
    case.gives(
        &format!(
            "UNWIND range(1, 300000) AS x {} RETURN count(x)",
            &clauses[..1600]
        ),
        &["300000"],
    );
}

/// A budget of 10 MB stops whatever would hold more; what was held at the most is within it.
#[test]
fn every_operator_that_holds_rows_has_a_budget() {
    let graph = Graph::new();
    // A grid of 20 x 20 nodes with relationships to the right and down: many paths, and many shortest ones.
    execute(
        &graph,
        "UNWIND range(0, 19) AS x UNWIND range(0, 19) AS y CREATE (:P {x: x, y: y, at: x * 20 + y})",
        &Map::new(),
        |context| context,
    )
    .unwrap();
    execute(
        &graph,
        "MATCH (a:P), (b:P) WHERE b.x = a.x + 1 AND b.y = a.y OR b.y = a.y + 1 AND b.x = a.x CREATE (a)-[:T]->(b)",
        &Map::new(),
        |context| context,
    )
    .unwrap();
    const LIMIT: usize = 10_000_000;
    let numbers = "UNWIND range(1, 1000000000000) AS x ";
    for text in [
        "RETURN x ORDER BY -x",
        "RETURN x ORDER BY toString(x) LIMIT 1000000000",
        "RETURN DISTINCT x",
        "RETURN DISTINCT toString(x)",
        "RETURN x, count(*)",
        "RETURN toString(x) AS k, sum(x)",
        "RETURN collect(x)",
        "RETURN size(collect(DISTINCT x))",
        "RETURN count(DISTINCT x % 100000000)",
        "RETURN percentileCont(x, 0.5)",
        "CREATE (:A {x: x})",
        "MERGE (:A {x: x})",
        "WITH collect(x) AS xs UNWIND xs AS y RETURN count(y)",
        "RETURN x AS x UNION RETURN 1 AS x",
    ] {
        stops(&graph, &format!("{numbers}{text}"), LIMIT);
    }
    for text in [
        "MATCH (n:P {at: 1}) UNWIND range(1, 1000000000000) AS x SET n.y = x",
        "MATCH (n:P {at: 1}) UNWIND range(1, 1000000000000) AS x REMOVE n.z",
        "MATCH (n:P {at: 1}) UNWIND range(1, 1000000000000) AS x DETACH DELETE n",
        "MATCH (n:P) SET n.s = reduce(s = 'x', i IN range(1, 18) | s + s) + n.at",
        "MATCH (n:P) SET n += {s: reduce(s = 'x', i IN range(1, 18) | s + s) + n.at}",
        "MATCH (n:P) SET n = {s: reduce(s = 'x', i IN range(1, 18) | s + s) + n.at}",
        "MATCH (n:P) MERGE (m:P {at: n.at}) ON MATCH SET m.s = reduce(s = 'x', i IN range(1, 18) | s + s) + n.at",
        "MATCH (n:P) MERGE (:Q {s: reduce(s = 'x', i IN range(1, 18) | s + s) + n.at})",
        "RETURN range(1, 99999999)",
        "RETURN [x IN range(1, 400000) | [x, x, x]]",
        // A list within the making of another counts beside it.
        "RETURN [x IN range(1, 10000) | [y IN range(1, 1000) | [x, y]]]",
        "UNWIND range(1, 100000) AS x RETURN collect([x, [x, [x]]])",
        "UNWIND range(1, 100000) AS x RETURN collect({a: x, b: {c: [x]}})",
        "MATCH (a:P), (b:P) RETURN collect(a {.*, b: b {.*}})",
        "MATCH p = (:P {at: 0})-[:T*]->() RETURN nodes(p) AS n, relationships(p) AS r ORDER BY length(p)",
        "UNWIND range(1, 2000) AS i WITH range(i, i + 10000) AS l RETURN count(l)",
        "UNWIND range(1, 2000) AS i RETURN count([x IN range(1, 10000) | x + i])",
        "RETURN reduce(l = [0], x IN range(1, 25) | l + l)",
        "RETURN COUNT { UNWIND range(1, 100000000) AS x RETURN DISTINCT x }",
        "MATCH (a:P {at: 0}), (b:P {at: 399}) MATCH p = allShortestPaths((a)-[:T*]->(b)) RETURN count(p)",
        "MATCH (a:P {at: 0}) RETURN [(a)-[:T*]->(b) | b]",
        "MATCH p = (:P {at: 0})-[:T*]->() RETURN collect(p)",
        "MATCH (a:P), (b:P), (c:P) RETURN DISTINCT a, b, c",
        "MATCH (a:P), (b:P), (c:P) RETURN a.x ORDER BY b.y, c.y",
    ] {
        stops(&graph, text, LIMIT);
    }
}

/// What can be much larger than what it is made of asks for room before it is made; 1 MB is not enough here.
#[test]
fn values_larger_than_their_parts_have_a_budget() {
    let graph = Graph::new();
    let text = "WITH reduce(s = 'x', i IN range(1, 14) | s + s) AS s ";
    let long = "WITH reduce(s = 'x', i IN range(1, 18) | s + s) AS s ";
    let list = "WITH range(1, 30000) AS l ";
    for (start, value) in [
        (text, "replace(s, 'x', s)"),
        (text, "replace(s, 'x', s, 1000)"),
        (text, "reduce(t = s, i IN range(1, 9) | t + t)"),
        (
            text,
            "reduce(t = s, i IN range(1, 9) | replace(t, 'x', 'xx'))",
        ),
        (long, "split(s, '')"),
        (long, "split(replace(s, 'xx', 'x,'), ',')"),
        (long, "split(s, ['x', 'y'])"),
        (long, "s + s"),
        (long, "s || s"),
        (long, "toUpper(s + '!') + toLower(s) + reverse(s)"),
        (list, "l + l"),
        (list, "l || l"),
        (list, "l + 1"),
        (list, "1 + l"),
        (list, "tail(l)"),
        (list, "reverse(l)"),
        (list, "l[1..]"),
        (list, "toStringList(l)"),
        (list, "[l, l]"),
        (list, "{a: l, b: l}"),
        (list, "[x IN [1, 2] | l]"),
    ] {
        stops(&graph, &format!("{start}RETURN {value} AS v"), 1_000_000);
        // The same for many rows at once.
        let many = format!("{start}UNWIND [1, 2] AS row RETURN count({value})");
        stops(&graph, &many, 1_000_000);
    }
}

/// A value with shared parts is held once and walked over as often as they occur.
#[test]
fn values_too_large_to_be_walked_over_are_not_made() {
    let doubled = |times: usize, step: &str| {
        format!("WITH reduce(m = [1, 1, 1, 1], i IN range(1, {times}) | {step}) AS m ")
    };
    for step in [
        "[m, m]",
        "[m] + [m]",
        "[m] + m",
        "{a: m, b: m}",
        "[x IN [1, 2] | m]",
        "CASE WHEN i > 0 THEN [m, [m]] END",
    ] {
        let text = format!("{}RETURN m", doubled(60, step));
        Case::after(&[]).fails(&text, Code::MemoryLimit);
        stops(&Graph::new(), &text, 10_000_000);
    }
    for clauses in [
        "WITH [m, m] AS m ",
        "WITH {a: m, b: m} AS m ",
        "UNWIND [1, 2] AS x WITH [m, m, x] AS m WITH m LIMIT 1 ",
        "UNWIND [1, 2] AS x WITH collect(m) AS m ",
    ] {
        let text = format!("WITH [1] AS m {}RETURN m", clauses.repeat(60));
        Case::after(&[]).fails(&text, Code::MemoryLimit);
    }
    // What can be walked over is as it was.
    let case = Case::after(&[]);
    for (text, expected) in [
        ("RETURN m = m", "true"),
        ("RETURN m IN [m]", "true"),
        ("UNWIND [m, m] AS x RETURN count(DISTINCT x)", "1"),
        (
            "UNWIND [m, [0], m] AS x WITH x ORDER BY x RETURN size(collect(x))",
            "3",
        ),
    ] {
        case.gives(&format!("{}{text}", doubled(8, "[m, m]")), &[expected]);
    }
    // Nothing is known of null and NaN, be they shared or not.
    case.gives("WITH [null] AS m RETURN m = m", &["null"]);
    case.gives("WITH [0.0 / 0] AS m RETURN [m, m] = [m, m]", &["false"]);
    case.gives(
        "WITH {a: null} AS m UNWIND [m, m] AS x RETURN count(DISTINCT x)",
        &["1"],
    );
}

/// Walks follow a value with a stack as deep as it is.
#[test]
fn values_lie_in_each_other_only_so_deep() {
    let nested = |times: usize, step: &str| {
        format!("RETURN size(reduce(m = [1], i IN range(1, {times}) | {step}))")
    };
    let case = Case::after(&[]);
    for step in ["[m]", "[m] + 1", "1 + [m]", "[x IN [1] | m]", "[{a: m}]"] {
        case.fails(&nested(1_000_000, step), Code::MemoryLimit);
        assert_eq!(
            execute(&Graph::new(), &nested(400, step), &Map::new(), |c| c).err(),
            None
        );
    }
}

#[track_caller]
fn stops(graph: &Graph, text: &str, limit: usize) {
    let mut memory = None;
    let result = execute(graph, text, &Map::new(), |context| {
        let context = context.with_memory_limit(Some(limit));
        memory = Some(std::rc::Rc::clone(context.memory()));
        context
    });
    assert_eq!(
        result.map_err(|problem| problem.code()),
        Err(Code::MemoryLimit),
        "{text}"
    );
    let memory = memory.unwrap();
    assert!(memory.peak() <= limit, "{text}: {}", memory.peak());
    assert!(memory.room(limit).is_ok(), "{text}: not all was given back");
}

/// Whatever takes long looks now and then whether it is still wanted. Each of these would run for hours.
#[test]
fn everything_long_can_be_cancelled() {
    let graph = Graph::new();
    let run = |text: &str| execute(&graph, text, &Map::new(), |context| context);
    run("UNWIND range(0, 500) AS x CREATE (:P {x: x})").unwrap();
    run("MATCH (a:P), (b:P) WHERE a.x % 25 = 0 AND b.x % 25 < 8 CREATE (a)-[:T]->(b)").unwrap();
    run("MATCH (a:P), (b:P) WHERE b.x % 25 = 0 AND a.x % 25 < 8 CREATE (a)-[:T]->(b)").unwrap();
    for text in [
        "UNWIND range(1, 1000000000000) AS x RETURN count(x), sum(x), avg(x), min(x), stDev(x)",
        "UNWIND range(1, 1000000000000) AS x WITH x WHERE x < 0 RETURN x",
        "UNWIND range(1, 1000000000000) AS x WITH x % 7 AS k RETURN k, count(*)",
        "UNWIND range(1, 1000000000000) AS x RETURN x ORDER BY x LIMIT 5",
        "UNWIND range(1, 1000000000000) AS x MATCH (n:P {x: -1}) RETURN n",
        "MATCH (a:P), (b:P), (c:P), (d:P) RETURN count(*) + sum(a.x + d.x)",
        "MATCH (a:P), (b:P), (c:P), (d:P) WHERE a.x + b.x + c.x + d.x = -1 RETURN a",
        "MATCH p = (:P {x: 0})-[:T*]->() RETURN count(p)",
        "MATCH p = (:P {x: 0})-[:T*]-(:P {x: 7}) WHERE length(p) = 1000000 RETURN p",
        "MATCH (a:P {x: 0}), (b:P {x: 25}) MATCH p = shortestPath((a)-[:T*]-(b)) WHERE length(p) > 40 RETURN p",
        "MATCH (a)-[:T]-(b)-[:T]-(c)-[:T]-(d)-[:T]-(e)-[:T]-(f) WHERE a.x = f.x + 0.5 RETURN count(*)",
        "RETURN reduce(s = 0, x IN range(1, 99999999) | s + size([y IN range(1, 99999) | y]))",
        "RETURN all(x IN range(1, 99999999) WHERE any(y IN range(1, 99999) WHERE y = -x))",
        "UNWIND range(1, 1000000) AS x RETURN sum(size(range(1, 9999999)))",
        "MATCH (n:P) WHERE EXISTS { MATCH (a:P), (b:P), (c:P) WHERE a.x + b.x + c.x = -1 } RETURN n",
        "MATCH (n:P) RETURN COUNT { (a:P), (b:P), (c:P) WHERE a.x + b.x = c.x + 0.5 }",
        "UNWIND range(1, 1000000000000) AS x OPTIONAL MATCH (n:P {x: -x}) RETURN count(n)",
        "UNWIND range(1, 1000000000000) AS x WITH toString(x) AS t WHERE t =~ '(a|b)*c' RETURN t",
    ] {
        let cancel = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&cancel);
        let later = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(20));
            flag.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        let result = execute(&graph, text, &Map::new(), |context| {
            context.with_interrupt(Interrupt::default().with_cancel(cancel))
        });
        assert_eq!(
            result.map_err(|problem| problem.code()),
            Err(Code::Cancelled),
            "{text}"
        );
        later.join().unwrap();
    }
}

/// What takes long at one place looks often: how often is counted, not how long it takes. `#` is the number of rows.
#[test]
fn long_steps_look_now_and_then() {
    const ROWS: usize = 40_000;
    let graph = Graph::new();
    let looks = |text: &str| {
        let mut interrupt = None;
        let text = text.replace('#', &ROWS.to_string());
        let result = execute(&graph, &text, &Map::new(), |context| {
            interrupt = Some(context.interrupt().clone());
            context
        });
        assert!(result.is_ok(), "{text}: {result:?}");
        interrupt.map_or(0, |interrupt| interrupt.looks())
    };
    // Handing all rows through once, batch by batch.
    let pass = looks("UNWIND range(1, #) AS x RETURN count(x)");
    assert!((20..200).contains(&pass), "{pass}");
    let batches = ROWS / crate::column::BATCH_ROWS;
    // Runs of a sort in tests have 8 rows, and its steps 16.
    let sorting = ROWS / 16;
    for (text, least) in [
        // Laying end to end, of rows and keys.
        (
            "UNWIND range(1, #) AS x RETURN x ORDER BY 1",
            2 * batches + sorting,
        ),
        (
            "UNWIND range(1, #) AS x RETURN x ORDER BY x % 7 LIMIT 3",
            batches,
        ),
        (
            "UNWIND range(1, #) AS x RETURN percentileDisc(x * 7919 % 1000, 0.3)",
            sorting,
        ),
        (
            "UNWIND range(1, #) AS x CREATE (:K {x: x * 7919 % 100003, t: toString(x)})",
            batches,
        ),
        ("CREATE INDEX FOR (k:K) ON (k.t)", sorting),
        (
            "CREATE CONSTRAINT FOR (k:K) REQUIRE k.x IS UNIQUE",
            sorting + ROWS / 4096,
        ),
        // The best rows are laid end to end, and handed on in pieces.
        (
            "UNWIND range(1, #) AS x RETURN x ORDER BY x % 7 LIMIT # / 2",
            3 * batches + sorting,
        ),
        ("MATCH (k:K) SET k.y = k.x", batches),
        (
            "MATCH (k:K) WHERE k.z IS NULL DETACH DELETE k",
            2 * ROWS / 4096,
        ),
    ] {
        let found = looks(text);
        assert!(found >= least, "{text}: {found} looks, not {least}");
    }
    // Walking over one long value.
    let list = "range(1, 400000)";
    let steps = 400_000 / (1 << 16);
    for (short, long) in [
        ("size(#) = size(#)", "# = #"),
        ("size(#) < size(#)", "# < #"),
        ("size(#) = size(#)", "nullIf(#, #)"),
        ("size(#) = size(#)", "CASE # WHEN # THEN 1 END"),
        ("1 IN #", "-1 IN #"),
        ("# IS NULL", "#[1..]"),
        ("# IS NULL", "tail(#)"),
        ("# IS NULL", "reverse(#)"),
        ("# IS NULL", "# + 1"),
    ] {
        let [short, long] =
            [short, long].map(|text| looks(&format!("RETURN {}", text.replace('#', list))));
        assert!(
            long >= short + steps,
            "{long} looks, not {short} and {steps}"
        );
    }
    // Making a long text, and cutting it up or changing it.
    let text = "reduce(s = 'xy', i IN range(1, 19) | s + s)";
    let made = looks(&format!("RETURN size({text})"));
    for call in [
        "replace(#, 'x', 'z')",
        "split(#, '')",
        "split(#, 'x')",
        "split(#, 'z')",
        "reverse(#)",
        "toUpper(#)",
        "trim(replace(#, 'xy', ' '))",
    ] {
        let found = looks(&format!("RETURN size({})", call.replace('#', text)));
        assert!(found >= made + 8, "{call}: {found} looks after {made}");
    }
}
