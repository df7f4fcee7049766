//! Scripts, standard input, import and export. In: arguments and input. Out: what the program says.

use std::path::PathBuf;

use super::{GRAPH, check, root, run, run_with_input};

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
fn saved_scripts() {
    let ran = run(&["run", "--check", "queries"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.ends_with("all as expected\n"), "{}", ran.out);
    // Independence of sources, disagreement, and what was known when.
    let ran = run(&["run", "--check", "tests/fixtures/ferries"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);

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
        "is of type INTEGER, but this is of type STRING",
    );
    check(&["-q", "run", "-p", "n=3", path], 0, "{\"n\":3}\n", "");
    let slip = ["run", "-p", "n=3", "-p", "m=4", path];
    check(&slip, 2, "", "the script takes no parameter `m`");
    let chain = ["-q", "run", "-P", "k => 1", "-P", "n => $k + 1", path];
    check(&chain, 0, "{\"n\":2}\n", "");
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
}
