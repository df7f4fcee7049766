//! The command line: output, exit codes, pipes, bad flags, files. In: arguments and input. Out: what the program says.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quipu"));
    command
        .current_dir(root())
        .env_remove("QUIPU_HISTORY")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

/// What came of a run.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn run(arguments: &[&str]) -> Ran {
    program().args(arguments).output().unwrap().into()
}

fn run_with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = program()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may end without reading all of it.
        let _ = pipe.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.into()
}

/// Runs and compares the code, the whole output and a part of the messages.
#[track_caller]
fn check(arguments: &[&str], code: i32, out: &str, err: &str) {
    let ran = run(arguments);
    assert!(
        ran.code == Some(code) && ran.out == out && ran.err.contains(err),
        "{arguments:?}\ncode {:?}\nout {:?}\nerr {}",
        ran.code,
        ran.out,
        ran.err
    );
}

const GRAPH: &str = "graph-data/china-tech-2021.json";

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
fn errors_show_the_place() {
    let ran = run(&["-c", "MATCH (n)\nRETURN m"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.starts_with("error Q1101: "), "{}", ran.err);
    assert!(
        ran.err
            .contains(" --> <command>:2:8\n  |\n2 | RETURN m\n  |        ^"),
        "{}",
        ran.err
    );
}

#[test]
fn the_first_error_ends_the_run() {
    check(
        &["-q", "-c", "RETURN 1 AS a; RETURN x; RETURN 2 AS b"],
        1,
        "{\"a\":1}\n",
        "<command>:1:23",
    );
    check(
        &["-q", "-c", "RETURN x", "-c", "RETURN 2 AS b"],
        1,
        "",
        "Q1101",
    );
    check(
        &[
            "-q",
            "--fail-at-end",
            "-c",
            "RETURN x; RETURN 2 AS b",
            "-c",
            "RETURN y",
            "-c",
            "RETURN 3 AS c",
        ],
        1,
        "{\"b\":2}\n{\"c\":3}\n",
        "<command>:1:8",
    );
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
fn standard_input_and_files() {
    let ran = run_with_input(&["-q"], b"RETURN 1 AS a;\nRETURN 2 AS b");
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(0), "{\"a\":1}\n{\"b\":2}\n")
    );
    let ran = run_with_input(&["-q", "-c", "RETURN 0 AS z", "-f", "-"], b"RETURN 1 AS a;");
    assert_eq!(ran.out, "{\"z\":0}\n{\"a\":1}\n");
    let ran = run_with_input(&[], b"RETURN '\xff'");
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("not UTF-8"), "{}", ran.err);
    let ran = run_with_input(&[], b"RETURN (1");
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("<stdin>:1:"), "{}", ran.err);
    let ran = run_with_input(&[], b"");
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), "", "")
    );

    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("s.cypher");
    std::fs::write(&script, "\u{feff}RETURN 1 AS a;\n").unwrap();
    check(
        &["-q", "-f", script.to_str().unwrap()],
        0,
        "{\"a\":1}\n",
        "",
    );
    check(
        &["-f", "none.cypher"],
        1,
        "",
        "`none.cypher` cannot be read",
    );
    std::fs::write(&script, format!(":source {}\n", script.display())).unwrap();
    check(&["-f", script.to_str().unwrap()], 2, "", "reads itself");
}

#[test]
fn bad_arguments() {
    check(&["--moed", "csv"], 2, "", "did you mean --mode?");
    check(&["--mode", "cvs"], 2, "", "did you mean csv?");
    check(&["-x"], 2, "", "no option -x");
    check(&["-c"], 2, "", "needs a value");
    check(&["--max-rows", "x"], 2, "", "needs a number");
    check(&["a.json", "b.json"], 2, "", "one graph at most");
    check(&["run"], 2, "", "needs a script");
    check(&["serve"], 2, "", "not supported yet");
    check(&["-c", ":moed csv"], 2, "", "did you mean `:mode`?");
}

#[test]
fn help_and_version_touch_no_file() {
    let help = run(&["--help", "none.json"]);
    assert_eq!(help.code, Some(0));
    assert!(help.out.contains("usage: quipu"), "{}", help.out);
    check(
        &["--version", "none.json"],
        0,
        concat!("quipu ", env!("CARGO_PKG_VERSION"), "\n"),
        "",
    );
}

#[test]
fn graphs_that_cannot_be_opened() {
    check(&["my.quipu", "-c", "RETURN 1"], 4, "", "not supported yet");
    check(&["my.txt", "-c", "RETURN 1"], 4, "", "no graph file");
    check(&["none.json", "-c", "RETURN 1"], 4, "", "none.json");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("g.json");
    std::fs::write(&file, "{\"nodes\": [\n  {\"id\": 1}]}").unwrap();
    check(
        &[file.to_str().unwrap(), "-c", "RETURN 1"],
        4,
        "",
        "g.json:2:",
    );
}

#[test]
fn saved_scripts() {
    let ran = run(&["run", "--check", "queries"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.ends_with("all as expected\n"), "{}", ran.out);

    let folder = tempfile::tempdir().unwrap();
    let copy = |name: &str| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::copy(root().join("queries").join(name), &path).unwrap();
        path
    };
    let script = copy("01-who-softbank-backs.cypher");
    let path = script.to_str().unwrap();
    check(&["run", path], 4, "", "china-tech-2021.json");
    check(
        &["-q", "run", "--graph", GRAPH, path],
        0,
        "{\"company\":\"Didi\"}\n{\"company\":\"Full Truck Alliance\"}\n",
        "",
    );
    let ran = run(&[
        "run",
        "--check",
        "--graph",
        GRAPH,
        "-p",
        "investor=Nobody",
        path,
    ]);
    assert_eq!(ran.code, Some(3));
    assert!(ran.out.contains("missing    | 'Didi' |"), "{}", ran.out);

    let good = std::fs::read_to_string(&script).unwrap();
    std::fs::write(&script, good.replace("'Didi'  ", "'Dido'  ")).unwrap();
    let ran = run(&["run", "--check", "--graph", GRAPH, path]);
    assert_eq!(ran.code, Some(3));
    assert!(
        ran.out
            .contains("row 1, column company: expected 'Dido', got 'Didi'"),
        "{}",
        ran.out
    );
    let ran = run(&["run", "--update", "--graph", GRAPH, path]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(std::fs::read_to_string(&script).unwrap(), good);

    std::fs::write(&script, "// @param n: INTEGER\nRETURN $n AS n;\n").unwrap();
    check(&["run", path], 1, "", "must be given");
    check(
        &["run", "-p", "n=x", path],
        1,
        "",
        "is a INTEGER?, not a STRING".replace('?', "").as_str(),
    );
    check(&["-q", "run", "-p", "n=3", path], 0, "{\"n\":3}\n", "");
    std::fs::write(&script, "// @parm n: INTEGER\nRETURN 1;\n").unwrap();
    check(&["run", path], 1, "", "did you mean `@param`?");
    check(&["run", "nothing-here"], 1, "", "cannot be read");
}

#[test]
fn import_and_export() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (one, lines, again) = (place("one.json"), place("lines.jsonl"), place("again.json"));
    check(
        &["import", GRAPH, "--into", &one],
        0,
        "",
        "49 nodes created",
    );
    check(&["export", &one, "--to", &lines], 0, "", "");
    check(
        &["import", &lines, "--into", &again],
        0,
        "",
        "86 relationships created",
    );
    assert_eq!(
        std::fs::read_to_string(&one).unwrap(),
        std::fs::read_to_string(&again).unwrap()
    );
    let out = run(&["export", &one]).out;
    assert_eq!(out, std::fs::read_to_string(&one).unwrap());
    check(
        &["import", &one, "--into", &again, "--merge-on", "key"],
        0,
        "",
        "",
    );
    std::fs::write(
        place("bad.json"),
        "{\"nodes\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}",
    )
    .unwrap();
    let before = std::fs::read_to_string(&one).unwrap();
    check(
        &["import", &place("bad.json"), "--into", &one],
        1,
        "",
        "bad.json:1:",
    );
    assert_eq!(std::fs::read_to_string(&one).unwrap(), before);
    check(
        &["import", &one, "--into", "x.quipu"],
        4,
        "",
        "not supported yet",
    );
}

#[test]
fn the_pipe_answers_line_by_line() {
    let requests = r#"{"statement": "CREATE (n:A {x: $x}) RETURN id(n) AS id", "parameters": {"x": 1}}
{"statement": "MATCH (n:A) RETURN n"}

{"statement": "RETURN m"}
not json
{"stat": 1}
{"procedure": {"name": "test.twice", "inputs": [{"name": "in", "type": "INTEGER?"}], "outputs": [{"name": "out", "type": "INTEGER?"}], "rows": [{"in": 1, "out": 2}, {"in": 2, "out": 4}]}}
{"statement": "CALL test.twice(2) YIELD out RETURN out", "id": 7}
{"statement": "UNWIND [1, 0] AS n CREATE (:A {x: 1 / n})"}
{"statement": "MATCH (n:A) RETURN count(n) AS n"}
{"statement": "RETURN $f AS f, $d AS d", "parameters": {"f": 1.0, "d": {"$type": "Date", "_value": "2021-07-02"}}}
"#;
    let ran = run_with_input(&["pipe"], requests.as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let lines: Vec<serde_json::Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 10, "{}", ran.out);
    assert_eq!(
        lines[0]["side_effects"].to_string(),
        r#"{"+nodes":1,"+properties":1,"+labels":1}"#
    );
    assert_eq!(lines[0]["counters"]["nodes_created"], 1);
    assert_eq!(
        lines[1]["rows"][0][0]["properties"].to_string(),
        r#"{"x":1}"#
    );
    assert_eq!(lines[2]["error"]["detail"], "UndefinedVariable");
    assert_eq!(lines[2]["error"]["phase"], "compile time");
    assert_eq!(lines[2]["error"]["column"], 8);
    assert_eq!(lines[3]["error"]["code"], "Q4006");
    assert!(
        lines[4]["error"]["message"]
            .as_str()
            .unwrap()
            .contains("`stat`")
    );
    assert_eq!(lines[5]["procedure"], "test.twice");
    assert_eq!(lines[6]["rows"].to_string(), "[[4]]");
    assert_eq!(lines[6]["id"], 7);
    assert_eq!(lines[7]["error"]["type"], "ArithmeticError");
    assert_eq!(lines[8]["rows"].to_string(), "[[1]]");
    assert_eq!(lines[9]["rows"].to_string(), r#"[[1.0,"2021-07-02"]]"#);

    let ran = run_with_input(
        &["pipe", "--mode", "typed-json"],
        b"{\"statement\": \"RETURN 1 AS a\"}",
    );
    assert!(
        ran.out.contains(r#"[[{"$type":"Integer","_value":"1"}]]"#),
        "{}",
        ran.out
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = program()
        .args(["-q", "-c", "UNWIND range(1, 1000000) AS n RETURN n"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
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
