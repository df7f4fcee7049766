//! Shapes of trees, and what is refused by name.

use crate::diagnostic::Code;
use crate::syntax::{parse, parse_expression};

/// Fully bracketed, so that precedence and association can be seen.
fn check(text: &str, bracketed: &str) {
    let plain = parse_expression(text).unwrap();
    let expected = parse_expression(bracketed).unwrap();
    assert_eq!(plain.to_string(), expected.to_string(), "{text}");
}

#[test]
fn precedence() {
    check(
        "a OR b XOR c AND NOT d = e",
        "a OR (b XOR (c AND (NOT (d = e))))",
    );
    check("NOT a = b", "NOT (a = b)");
    check("NOT a IS NULL AND b", "(NOT (a IS NULL)) AND b");
    check("a = b IS NULL", "a = (b IS NULL)");
    check("a < b + 1", "a < (b + 1)");
    check("[1] + 2 IN [3] + 4", "([1] + 2) IN ([3] + 4)");
    check("a + b * c ^ d", "a + (b * (c ^ d))");
    check("-3 ^ 2", "(-3) ^ 2");
    check("-x ^ 2", "(-x) ^ 2");
    check("a ^ b ^ c", "a ^ b ^ c");
    check("-a.b[0]", "-((a.b)[0])");
    check("a + b STARTS WITH c + d", "(a + b) STARTS WITH (c + d)");
    check("a IN b IN c", "(a IN b) IN c");
    check("n:A AND m:B|C", "(n:A) AND (m:(B|C))");
    check("(a)", "a");
    check("((a) - (b))", "a - b");
    check("(a) - [1]", "a - [1]");
    check("(a) - [x][0] - (b)", "a - ([x][0]) - b");
    check("a <- 1", "a < (-1)");
    check("a IS NOT LABELED A&B", "NOT (a:A&B)");
}

#[test]
fn what_looks_alike() {
    let check = |text: &str, kind: &str| {
        let expr = parse_expression(text).unwrap();
        let name = format!("{:?}", expr.kind);
        assert!(name.starts_with(kind), "{text}: {name}");
    };
    check(
        "NOT (a)-->(b)",
        "Unary { op: Not, operand: Expr { kind: Pattern",
    );
    check(
        "true AND (a)--(b)",
        "And([Expr { kind: Literal(Boolean(true))",
    );
    check("(a) - (b)", "Binary");
    check("(a) - -(b.c)", "Binary");
    check("(a) < -(b)", "Comparison");
    check("[x IN xs]", "ListComprehension");
    check("[x IN xs, 1]", "List(");
    check("[(x IN xs)]", "List(");
    check("[x IN xs WHERE x:A | x]", "ListComprehension");
    check("[(a)-->(b) | b]", "PatternComprehension");
    check("[p = (a)-->(b) WHERE a:X | p]", "PatternComprehension");
    check("[p = (a)]", "List(");
    check("[(a), (b)]", "List(");
    check("count(*)", "CountStar");
    check("count(x)", "FunctionCall");
    check("count", "Variable");
    check("COUNT { (a)-->() }", "Count(Pattern");
    check("COUNT { MATCH (a) RETURN a }", "Count(Query");
    check("exists((a)-->())", "Exists(Pattern");
    check("exists(a.b)", "FunctionCall");
    check("any(x IN xs WHERE x)", "Quantifier");
    check("any(xs)", "FunctionCall");
    check("reduce(a = 0, x IN xs | a + x)", "Reduce");
    check("n {.a, b: 1, c, .*}", "MapProjection");
    check("{match: 1, `a b`: 2}", "Map(");
    check("a.match.`b c`", "Property");
    check("date.truncate('day', d)", "FunctionCall");
    check(
        "-9223372036854775808",
        "Literal(Integer(-9223372036854775808))",
    );
    check("$`a b`", "Parameter");
}

#[test]
fn numbers_that_do_not_fit() {
    let check = |text: &str| {
        let error = parse_expression(text).unwrap_err();
        assert_eq!(error.code(), Code::IntegerOverflow, "{text}");
    };
    check("9223372036854775808");
    check("-9223372036854775809");
    check("-(9223372036854775808)");
    check("0x8000000000000000");
    check("-9223372036854775808[0]");
}

#[test]
fn malformed_numbers() {
    let check = |text: &str, code: Code| {
        assert_eq!(parse(text).unwrap_err().code(), code, "{text}");
    };
    check("RETURN 0x", Code::InvalidNumberLiteral);
    check("RETURN [1, 2b]", Code::InvalidNumberLiteral);
    check("RETURN {a: 12ab}", Code::InvalidNumberLiteral);
    check("RETURN -0xZ", Code::InvalidNumberLiteral);
    check("MATCH ()-[*1x]->() RETURN 1", Code::InvalidNumberLiteral);
    check("RETURN {1a: 1}", Code::UnexpectedSyntax);
    check("RETURN n.1a", Code::UnexpectedSyntax);
    check("MATCH (1a) RETURN 1", Code::UnexpectedSyntax);
}

#[test]
fn refused_by_name() {
    let check = |text: &str, message: &str| {
        let error = parse(text).unwrap_err();
        assert_eq!(
            error.message(),
            format!("{message} not supported yet"),
            "{text}"
        );
        assert_eq!(error.code(), Code::UnsupportedSyntax);
    };
    check("MATCH (n) FOREACH (x IN [1] | SET n.a = x)", "FOREACH is");
    check("LOAD CSV FROM 'x' AS row RETURN row", "LOAD CSV is");
    check("INSERT (n)", "INSERT is");
    check("LET x = 1 RETURN x", "LET is");
    check("MATCH (n) FILTER n.x RETURN n", "FILTER is");
    check("MATCH (n) FINISH", "FINISH is");
    check("RETURN 1 AS x NEXT RETURN x", "NEXT is");
    check("RETURN 1 AS x EXCEPT RETURN 1 AS x", "EXCEPT is");
    check("USE g MATCH (n) RETURN n", "USE is");
    check(
        "MATCH (n) CALL { RETURN 1 AS x } RETURN x",
        "A CALL with a subquery is",
    );
    check(
        "MATCH (n) CALL (n) { RETURN 1 AS x } RETURN x",
        "A CALL with a subquery is",
    );
    check("OPTIONAL CALL f()", "OPTIONAL CALL is");
    check(
        "CREATE VECTOR INDEX FOR (n:L) ON (n.p)",
        "CREATE VECTOR INDEX is",
    );
    check(
        "CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS :: STRING",
        "A constraint on the type of a property is",
    );
    check(
        "CREATE INDEX FOR (n:L) ON (n.p) OPTIONS {a: 1}",
        "OPTIONS of an index is",
    );
    check(
        "CREATE INDEX $name FOR (n:L) ON (n.p)",
        "A parameter as the name of an index or constraint is",
    );
    check("DROP DATABASE x", "DROP DATABASE is");
    check("SHOW USERS", "SHOW USERS is");
    check(
        "SHOW NODE UNIQUE CONSTRAINTS",
        "SHOW NODE UNIQUE CONSTRAINTS is",
    );
    check("CYPHER 25 RETURN 1", "The prefix CYPHER is");
    check(
        "MATCH SHORTEST 1 (a)-->(b) RETURN a",
        "The path selector SHORTEST is",
    );
    check(
        "MATCH p = ALL SHORTEST (a)-->(b) RETURN a",
        "The path selector ALL is",
    );
    check(
        "MATCH REPEATABLE ELEMENTS (a)-->(b) RETURN a",
        "REPEATABLE ELEMENTS is",
    );
    check("MATCH (a)-[:T]->{1,3}(b) RETURN a", "A quantified path is");
    check("MATCH (a)-->+(b) RETURN a", "A quantified path is");
    check("MATCH ((a)-->(b)){1,3} RETURN a", "A quantified path is");
    check("MATCH (n:$(x)) RETURN n", "A computed label is");
    check("MATCH (n) SET n[$k] = 1", "A computed property key is");
    check("RETURN a.b AS b GROUP BY b", "GROUP BY is");
    check("RETURN x IS :: INTEGER", "The type predicate IS :: is");
    check("RETURN COLLECT { MATCH (n) RETURN n }", "COLLECT { } is");
    check(
        "RETURN shortestPath((a)-->(b))",
        "shortestPath outside of MATCH is",
    );
}

#[test]
fn words_as_names() {
    for text in [
        "MATCH (match:Match {return: 1}) RETURN 1",
        "MATCH (n:WHERE)-[:RETURN|:SET]->(m:All:In) RETURN n.with, n.order",
        "WITH 1 AS count, 2 AS any, 3 AS filter, 4 AS next RETURN count + any + filter + next",
        "WITH 1 AS known RETURN known",
        "MATCH (index) CREATE index = (a)-[:T]->(b) RETURN index",
        "MATCH (all = 1) RETURN 1",
    ] {
        let reserved = text.contains("(match:") || text.contains("(all");
        assert_eq!(parse(text).is_err(), reserved, "{text}");
    }
}
