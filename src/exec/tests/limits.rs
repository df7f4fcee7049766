//! What stops a statement: parameters that are missing or wrong, cancelling, time, memory.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use super::{Case, execute};
use crate::diagnostic::Code;
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
        |context| context.with_cancel(raised),
        Code::Cancelled,
    );
    let now = Instant::now();
    check(
        endless,
        |context| context.with_deadline(Some(now)),
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
        |context| context.with_deadline(Some(now)),
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
