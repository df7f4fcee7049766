//! WITH, RETURN, UNWIND, UNION: what is done with rows.

use super::{Case, PEOPLE};

#[test]
fn unwinding() {
    let case = Case::after(&[]);
    case.gives_in_order("UNWIND [1, 2, 3] AS x RETURN x", &["1", "2", "3"]);
    case.gives("UNWIND [] AS x RETURN x", &[]);
    case.gives("UNWIND null AS x RETURN x", &[]);
    case.gives("UNWIND [null, 1] AS x RETURN x", &["null", "1"]);
    case.gives("UNWIND 7 AS x RETURN x", &["7"]);
    case.gives_in_order(
        "UNWIND [[1, 2], [], [3]] AS l UNWIND l AS x RETURN x",
        &["1", "2", "3"],
    );
    case.gives_in_order("UNWIND range(3, 1, -2) AS x RETURN x", &["3", "1"]);
    case.gives("UNWIND range(1, 0) AS x RETURN x", &[]);
    case.gives_in_order(
        "UNWIND [1, 2] AS a UNWIND range(1, a) AS b RETURN a, b",
        &["1 1", "2 1", "2 2"],
    );
    // Far more than memory holds, were it a list.
    case.gives(
        "UNWIND range(1, 1000000000000) AS x WITH x LIMIT 5000 RETURN count(x), max(x)",
        &["5000 5000"],
    );
    case.gives(
        "UNWIND range(9223372036854775806, 9223372036854775807) AS x RETURN count(x)",
        &["2"],
    );
}

#[test]
fn aggregating() {
    let case = Case::after(PEOPLE);
    case.gives(
        "MATCH (n:Nobody) RETURN count(n), sum(n.age), collect(n.name)",
        &["0 0 []"],
    );
    case.gives("MATCH (n:Nobody) RETURN n.name, count(*)", &[]);
    case.gives(
        "MATCH (n) RETURN count(*), count(n.age), count(DISTINCT n.nothing)",
        &["5 3 0"],
    );
    case.gives(
        "MATCH (n) RETURN sum(n.age), avg(n.age), min(n.age), max(n.name)",
        &["60 20.0 10 'x'"],
    );
    case.gives(
        "MATCH (n:Person)-->(m) RETURN m.name, count(*)",
        &["'a' 1", "'b' 4", "'c' 2", "'d' 1", "'x' 2"],
    );
    case.gives(
        "MATCH (n:Person)-->(m) RETURN m.name, count(DISTINCT n)",
        &["'a' 1", "'b' 2", "'c' 2", "'d' 1", "'x' 2"],
    );
    case.gives(
        "UNWIND [1, 1.0, 2, null, null] AS x RETURN x, count(*)",
        &["1 2", "2 1", "null 2"],
    );
    case.gives(
        "UNWIND [[1], [1], [2]] AS x RETURN count(DISTINCT x)",
        &["2"],
    );
    case.gives(
        "UNWIND [3, 1, 3] AS x RETURN collect(DISTINCT x), sum(DISTINCT x)",
        &["[3, 1] 4"],
    );
    case.gives(
        "UNWIND [1, 2, 3] AS x RETURN x % 2 AS k, count(*) + sum(x) AS v",
        &["1 6", "0 3"],
    );
    case.gives(
        "UNWIND range(1, 10000) AS x RETURN count(DISTINCT x % 100), sum(x)",
        &["100 50005000"],
    );
}

#[test]
fn distinct_rows() {
    let case = Case::after(PEOPLE);
    case.gives(
        "MATCH (:Person)-->(m) RETURN DISTINCT m.name",
        &["'a'", "'b'", "'c'", "'d'", "'x'"],
    );
    case.gives(
        "UNWIND [1, 1.0, '1', null, null] AS x RETURN DISTINCT x",
        &["1", "'1'", "null"],
    );
    case.gives(
        "UNWIND [[1, null], [1, null]] AS x RETURN DISTINCT x",
        &["[1, null]"],
    );
    case.gives(
        "UNWIND range(1, 5000) AS x WITH DISTINCT x % 7 AS y RETURN count(y)",
        &["7"],
    );
    case.gives(
        "UNWIND [{a: 1}, {a: 1}, {a: 2}] AS x RETURN DISTINCT x.a, x.b",
        &["1 null", "2 null"],
    );
}

#[test]
fn ordering() {
    let case = Case::after(PEOPLE);
    case.gives_in_order(
        "MATCH (n:Person) RETURN n.name ORDER BY n.age",
        &["'a'", "'b'", "'c'", "'d'"],
    );
    case.gives_in_order(
        "MATCH (n:Person) RETURN n.name ORDER BY n.age DESC",
        &["'d'", "'c'", "'b'", "'a'"],
    );
    case.gives_in_order(
        "UNWIND [2, 'a', null, true, 1.5, [1]] AS x RETURN x ORDER BY x",
        &["[1]", "'a'", "true", "1.5", "2", "null"],
    );
    case.gives_in_order(
        "UNWIND [[1, 'b'], [0, 'a'], [1, 'a']] AS x RETURN x[0], x[1] ORDER BY x[0] DESC, x[1]",
        &["1 'a'", "1 'b'", "0 'a'"],
    );
    case.gives_in_order(
        "UNWIND [3, 1, 2] AS x RETURN x ORDER BY x SKIP 1 LIMIT 1",
        &["2"],
    );
    case.gives_in_order(
        "UNWIND range(1, 9000) AS x RETURN x ORDER BY -x LIMIT 3",
        &["9000", "8999", "8998"],
    );
    case.gives_in_order(
        "UNWIND range(1, 9000) AS x RETURN x ORDER BY x % 3, x SKIP 2999 LIMIT 2",
        &["9000", "1"],
    );
    // Rows that do not differ stay as they were.
    case.gives_in_order(
        "UNWIND range(1, 5) AS x RETURN x ORDER BY 1 LIMIT 3",
        &["1", "2", "3"],
    );
}

#[test]
fn limits() {
    let case = Case::after(&[]);
    case.gives_in_order(
        "UNWIND range(1, 5000) AS x RETURN x SKIP 4998",
        &["4999", "5000"],
    );
    case.gives_in_order("UNWIND [1, 2, 3] AS x RETURN x LIMIT 2", &["1", "2"]);
    case.gives("UNWIND [1, 2, 3] AS x RETURN x LIMIT 0", &[]);
    case.gives(
        "UNWIND [1, 2, 3] AS x WITH x SKIP 1 RETURN count(x)",
        &["2"],
    );
}

#[test]
fn unions() {
    let case = Case::after(PEOPLE);
    case.gives_in_order(
        "RETURN 1 AS x UNION ALL RETURN 2 AS x UNION ALL RETURN 1 AS x",
        &["1", "2", "1"],
    );
    case.gives(
        "RETURN 1 AS x UNION RETURN 2 AS x UNION RETURN 1 AS x",
        &["1", "2"],
    );
    case.gives(
        "MATCH (n:City) RETURN n.name AS x, count(*) AS c UNION ALL MATCH (n:Person) RETURN max(n.name) AS x, count(*) AS c",
        &["'x' 1", "'d' 4"],
    );
}

#[test]
fn scopes() {
    let case = Case::after(PEOPLE);
    case.gives(
        "WITH 1 AS a, 2 AS b WITH b AS a, a AS b RETURN a, b",
        &["2 1"],
    );
    case.gives(
        "MATCH (n) WITH n.age AS age WHERE age > 15 RETURN age",
        &["20", "30"],
    );
    case.gives(
        "MATCH (n:Person) WITH n ORDER BY n.name LIMIT 2 MATCH (n)-[:KNOWS]->(m) RETURN n.name, m.name",
        &["'a' 'b'", "'b' 'c'"],
    );
    case.gives("MATCH (n:Person) WITH collect(n) AS ns UNWIND ns AS n MATCH (n)-[:LIVES]->(c) RETURN n.name", &["'a'", "'c'"]);
}
