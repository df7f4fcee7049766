//! Statements from the command line: answers, formats, limits, parameters, transactions. In: arguments and input. Out: what the program says.

use super::{GRAPH, check, run};

#[test]
fn one_shot_queries() {
    check(&["-c", "RETURN 1 AS a"], 0, "{\"a\":1}\n", "1 row");
    check(
        &["-q", "-c", "RETURN 1 AS a, 'x' AS b"],
        0,
        "{\"a\":1,\"b\":\"x\"}\n",
        "",
    );
    check(
        &[
            "-q",
            "-c",
            "RETURN 1 AS a;",
            "-c",
            "RETURN 2 AS b; RETURN 3 AS c",
        ],
        0,
        "{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n",
        "",
    );
    check(
        &[
            "-q",
            GRAPH,
            "-c",
            "MATCH (c:Company {name: 'Didi'}) RETURN c.name AS name",
        ],
        0,
        "{\"name\":\"Didi\"}\n",
        "",
    );
    check(
        &["-c", "CREATE (:A {x: 1})"],
        0,
        "",
        "1 node created, 1 property set, 1 label added",
    );
    check(&["-q", "-c", ""], 0, "", "");
}

#[test]
fn statements_share_one_graph() {
    check(
        &[
            "-q",
            "-c",
            "CREATE (:A)",
            "-c",
            "CREATE (:A)",
            "-c",
            "MATCH (a:A) RETURN count(a) AS n",
        ],
        0,
        "{\"n\":2}\n",
        "",
    );
}

#[test]
fn modes() {
    let query = "UNWIND [1, 2] AS n RETURN n, 'a,b' AS t";
    let check = |mode: &str, out: &str| check(&["-q", "--mode", mode, "-c", query], 0, out, "");
    check("csv", "n,t\r\n1,\"a,b\"\r\n2,\"a,b\"\r\n");
    check("tsv", "n\tt\n1\ta,b\n2\ta,b\n");
    check(
        "jsonl",
        "{\"n\":1,\"t\":\"a,b\"}\n{\"n\":2,\"t\":\"a,b\"}\n",
    );
    check(
        "markdown",
        "| n | t |\n|---|---|\n| 1 | a,b |\n| 2 | a,b |\n",
    );
    check("table", "n | t\n--+----\n1 | a,b\n2 | a,b\n");
    check(
        "box",
        "┌───┬─────┐\n│ n │ t   │\n├───┼─────┤\n│ 1 │ a,b │\n│ 2 │ a,b │\n└───┴─────┘\n",
    );
    check("line", "n = 1\nt = a,b\n\nn = 2\nt = a,b\n");
    check("trash", "");
    check("dot", "digraph {\n}\n");
    let json = run(&["--mode", "json", "-c", query]).out;
    assert!(
        json.starts_with(r#"{"columns":["n","t"],"rows":[[1,"a,b"],[2,"a,b"]],"counters":{"#),
        "{json}"
    );
    let typed = run(&[
        "--mode",
        "typed-json",
        "-c",
        "RETURN date('2021-07-02') AS d",
    ])
    .out;
    assert!(
        typed.contains(r#"[[{"$type":"Date","_value":"2021-07-02"}]]"#),
        "{typed}"
    );
}

#[test]
fn limits_of_tables() {
    check(
        &[
            "-q",
            "--mode",
            "table",
            "--max-rows",
            "1",
            "--null",
            "-",
            "-c",
            "UNWIND [null, 2] AS n RETURN n",
        ],
        0,
        "n\n-\n-\n... 1 more row not shown (2 in all)\n",
        "",
    );
}

#[test]
fn parameters() {
    check(
        &[
            "-q",
            "-P",
            "a => 1 + 1",
            "-P",
            "b => $a * 2",
            "-c",
            "RETURN $b AS b",
        ],
        0,
        "{\"b\":4}\n",
        "",
    );
    check(
        &["-q", "-p", "a=x=y", "-c", "RETURN $a AS a"],
        0,
        "{\"a\":\"x=y\"}\n",
        "",
    );
    check(
        &["-q", "-c", ":param a => date('2021-07-02')\nRETURN $a AS a"],
        0,
        "{\"a\":\"2021-07-02\"}\n",
        "",
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.json");
    std::fs::write(&file, r#"{"a": 1, "b": {"$date": "2021-07-02"}, "c": 1.0}"#).unwrap();
    let path = file.to_str().unwrap();
    check(
        &[
            "-q",
            "--params",
            path,
            "-c",
            "RETURN $a AS a, $b.year AS b, $c AS c",
        ],
        0,
        "{\"a\":1,\"b\":2021,\"c\":1.0}\n",
        "",
    );
    std::fs::write(&file, "{\"a\": 1,\n \"b\": x}").unwrap();
    check(&["--params", path, "-c", "RETURN 1"], 1, "", "p.json:2:7");
    check(&["-P", "a", "-c", "RETURN 1"], 2, "", "NAME => EXPRESSION");
    check(
        &["-P", "a => 1 +", "-c", "RETURN 1"],
        1,
        "",
        "<parameter>:1:",
    );
    check(&["-c", "RETURN $a"], 1, "", "`$a` was not given");
}

#[test]
fn transactions() {
    check(
        &[
            "-q",
            "-c",
            ":begin\nCREATE (:A);\n:rollback\n:begin\nCREATE (:B);\n:commit\nMATCH (n) RETURN labels(n) AS l",
        ],
        0,
        "{\"l\":[\"B\"]}\n",
        "",
    );
    check(&["-c", ":commit"], 1, "", "no transaction is open");
}

#[test]
fn a_failed_statement_changes_nothing() {
    check(
        &[
            "-q",
            "--fail-at-end",
            "-c",
            "UNWIND [1, 0] AS n CREATE (:A {x: 1 / n});",
            "-c",
            "MATCH (a) RETURN count(a) AS n",
        ],
        1,
        "{\"n\":0}\n",
        "Q2015",
    );
}

#[test]
fn colours_only_when_asked_for() {
    let plain = run(&["-c", "RETURN x"]);
    assert!(!plain.err.contains('\u{1b}'));
    let coloured = run(&[
        "--color",
        "always",
        "-q",
        "--mode",
        "box",
        "-c",
        "RETURN 1 AS a",
    ]);
    assert!(coloured.out.contains('\u{1b}'));
    check(&["--color", "blue"], 2, "", "auto, always or never");
}
