//! What is refused, how it is told, and with which exit code. In: arguments and input. Out: what the program says.

use std::process::Stdio;

use super::{check, program, run};

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
fn programs_get_errors_as_objects() {
    for mode in ["json", "typed-json"] {
        let text = "RETURN 1 AS a;\nRETURN x; RETURN 2 AS b";
        let arguments = ["-q", "--fail-at-end", "--mode", mode, "-c", text];
        let ran = run(&arguments);
        assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
        let lines: Vec<serde_json::Value> = ran
            .out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 3, "{}", ran.out);
        assert_eq!(lines[0]["columns"][0], "a");
        assert_eq!(
            lines[1].to_string(),
            r#"{"error":{"code":"Q1101","type":"SyntaxError","phase":"compile time","detail":"UndefinedVariable","message":"the variable `x` is not defined here","line":2,"column":8,"hints":[]}}"#
        );
        assert_eq!(lines[2]["columns"][0], "b");
        let ran = run(&["-q", "--mode", mode, "-c", "RETURN 1 / 0"]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
        assert!(
            ran.out.starts_with("{\"error\":{\"code\":\"Q2015\""),
            "{}",
            ran.out
        );
    }
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
    check(
        &["no/such/folder/my.quipu", "-c", "RETURN 1"],
        4,
        "",
        "folder",
    );
    check(&["README.md", "-c", "RETURN 1"], 4, "", "no graph file");
    check(&["my.txt", "-c", "RETURN 1"], 4, "", "no such file");
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
