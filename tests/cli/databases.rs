//! Database files on the command line: opening, locking, importing, what is refused. In: arguments and input. Out: what
//! the program says.

use super::{GRAPH, Place, Server, check, run, run_with_input};

#[test]
fn what_was_written_is_there_again() {
    let place = Place::new();
    let database = place.at("a.quipu");
    check(
        &[&database, "-c", "CREATE (:A {x: 1})-[:R {y: [1, 2]}]->(:B)"],
        0,
        "",
        "2 nodes created",
    );
    assert_eq!(place.files(), ["a.quipu", "a.quipu-log"]);
    check(
        &[&database, "-q", "-c", "MATCH (a:A)-[r]->() RETURN a.x, r.y"],
        0,
        "{\"a.x\":1,\"r.y\":[1,2]}\n",
        "",
    );
    let ran = run_with_input(
        &[&database, "-q", "--sync", "normal"],
        b"CREATE (:C); CREATE (:C);",
    );
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let ran = run_with_input(
        &["pipe", &database, "--mode", "json", "--threads", "2"],
        b"{\"statement\": \"MATCH (c:C) DELETE c RETURN count(*) AS n\"}\n{\"statement\": \"MATCH (n) RETURN count(*)\"}\n",
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("\"rows\":[[2]]"), "{}", ran.out);
    let script = place.at("s.cypher");
    std::fs::write(&script, "CREATE (:S);\nMATCH (n) RETURN count(*) AS n;\n").unwrap();
    check(
        &["-q", "run", "--graph", &database, &script, &script],
        0,
        "{\"n\":3}\n{\"n\":4}\n",
        "",
    );
    check(&["-q", &database, "-f", &script], 0, "{\"n\":5}\n", "");
    // A statement that fails leaves nothing, also when it fails late.
    check(
        &[
            &database,
            "-c",
            "UNWIND range(-3000, 0) AS x CREATE (:T {x: 1 / x})",
        ],
        1,
        "",
        "has no result",
    );
    check(
        &[&database, "-q", "-c", "MATCH (n) RETURN count(*) AS n"],
        0,
        "{\"n\":5}\n",
        "",
    );
}

#[test]
fn transactions_in_one_input() {
    let place = Place::new();
    let database = place.at("a.quipu");
    let count = |expected: &str| {
        check(
            &[&database, "-q", "-c", "MATCH (n) RETURN count(*) AS n"],
            0,
            expected,
            "",
        );
    };
    check(
        &[
            &database,
            "-q",
            "-c",
            ":begin\nCREATE ();\nCREATE ();\n:rollback\n",
        ],
        0,
        "",
        "",
    );
    count("{\"n\":0}\n");
    check(
        &[
            &database,
            "-q",
            "-c",
            ":begin\nCREATE ();\nCREATE ();\n:commit\n",
        ],
        0,
        "",
        "",
    );
    count("{\"n\":2}\n");
    // Whoever leaves an open transaction has not committed it.
    check(
        &[&database, "-q", "-c", ":begin\nCREATE ();\n"],
        1,
        "",
        "rolled back",
    );
    count("{\"n\":2}\n");
}

#[test]
fn one_writer_and_many_readers() {
    let place = Place::new();
    let database = place.at("a.quipu");
    check(&[&database, "-q", "-c", "CREATE (:A)"], 0, "", "");
    let mut server = Server::of(&database);
    let answer = server.ask("CREATE (:A)");
    assert!(answer.contains("nodes_created"), "{answer}");
    let who = format!("in use by process {} on ", server.program.id());
    check(&[&database, "-c", "RETURN 1"], 4, "", &who);
    check(&["import", GRAPH, &database], 4, "", &who);
    let question = [
        "--read-only",
        &database,
        "-q",
        "-c",
        "MATCH (a:A) RETURN count(a) AS n",
    ];
    check(&question, 0, "{\"n\":2}\n", "");
    check(
        &["export", &database, "--mode", "jsonl"],
        0,
        "{\"id\":\"0\",\"labels\":[\"A\"],\"properties\":{}}\n{\"id\":\"1\",\"labels\":[\"A\"],\"properties\":{}}\n",
        "",
    );
    check(
        &["--read-only", &database, "-c", "CREATE ()"],
        1,
        "",
        "reading only",
    );
    server.end();
    check(
        &[&database, "-q", "-c", "RETURN 1 AS x"],
        0,
        "{\"x\":1}\n",
        "",
    );
}

#[test]
fn imports() {
    let place = Place::new();
    let database = place.at("a.quipu");
    check(&["import", GRAPH, &database], 0, "", "49 nodes created");
    assert_eq!(place.files(), ["a.quipu", "a.quipu-log"]);
    let (one, two) = (place.at("one.json"), place.at("two.json"));
    check(&["export", &database, "--to", &one], 0, "", "");
    check(&["export", GRAPH, "--to", &two], 0, "", "");
    assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());
    // Into one that is there: one commit, all or nothing.
    let bad = place.at("bad.json");
    std::fs::write(&bad, "{\"nodes\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}").unwrap();
    check(&["import", &one, &bad, &database], 1, "", "bad.json:1:");
    check(
        &[&database, "-q", "-c", "MATCH (n) RETURN count(*) AS n"],
        0,
        "{\"n\":49}\n",
        "",
    );
    check(
        &["import", &one, "--merge-on", "key", "--into", &database],
        0,
        "",
        "merged",
    );
    // Into a new one that fails: there is none.
    let none = place.at("none.quipu");
    check(&["import", &bad, &none], 1, "", "bad.json:1:");
    let csv = place.at("csv");
    std::fs::create_dir(&csv).unwrap();
    std::fs::write(
        format!("{csv}/n.csv"),
        "id:ID,name,:LABEL\n1,a,A\n2,b,A;B\n",
    )
    .unwrap();
    std::fs::write(
        format!("{csv}/r.csv"),
        ":START_ID,:END_ID,:TYPE\n1,2,R\n1,3,R\n",
    )
    .unwrap();
    check(&["import", &csv, &none], 1, "", "r.csv:3:");
    assert!(
        !place.files().iter().any(|name| name.starts_with("none")),
        "{:?}",
        place.files()
    );
    check(
        &["import", &csv, &none, "--skip-bad", "1"],
        0,
        "",
        "2 nodes created",
    );
    check(&["import", &csv, &none], 2, "", "not there yet");
    // Packed files are read or refused, never passed over; a folder that is opened is read alike.
    let packed = format!("{csv}/more.csv.gz");
    std::fs::write(&packed, b"\x1f\x8b\x08 cut off").unwrap();
    let cut = place.at("cut.quipu");
    check(&["import", &csv, &cut, "--skip-bad", "9"], 1, "", &packed);
    check(&[&csv, "-c", "RETURN 1"], 4, "", &packed);
    std::fs::rename(&packed, format!("{csv}/more.csv.zst")).unwrap();
    check(
        &["import", &csv, &cut],
        1,
        "",
        "more.csv.zst` cannot be read",
    );
    assert!(!place.files().iter().any(|name| name.starts_with("cut")));
    check(
        &[
            &none,
            "-q",
            "-c",
            "MATCH (a:B)<-[:R]-(b) RETURN b.name AS n",
        ],
        0,
        "{\"n\":\"a\"}\n",
        "",
    );
}

#[test]
fn what_cannot_be_opened() {
    let place = Place::new();
    let refused = |name: &str, part: &str| {
        for arguments in [
            &[name, "-c", "RETURN 1"][..],
            &["pipe", name],
            &["export", name],
        ] {
            check(arguments, 4, "", part);
        }
    };
    let folder = place.at("folder.quipu");
    std::fs::create_dir(&folder).unwrap();
    refused(&folder, "directory");
    let text = place.at("text.quipu");
    std::fs::write(&text, "MATCH (n) RETURN n;").unwrap();
    refused(&text, "text.quipu: this is not a Quipu database");
    let missing = place.at("missing.quipu");
    check(
        &["--read-only", &missing, "-c", "RETURN 1"],
        4,
        "",
        "there is no database",
    );
    check(&["export", &missing], 4, "", "there is no database");
    check(
        &["--read-only", ":memory:", "-c", "RETURN 1"],
        2,
        "",
        "is no database file",
    );
    check(
        &[&place.at("a.qiupu"), "-c", "RETURN 1"],
        4,
        "",
        "ends in .quipu",
    );
    // Of what is not there nothing is said but that.
    let nothing = place.at("nothing");
    let new = place.at("new.quipu");
    for (arguments, code) in [
        (&["import", &nothing, &new][..], 1),
        (&["import", "--skip-bad", "1", &nothing, &new], 1),
        (&["--read-only", &nothing, "-c", "RETURN 1"], 4),
        (&["check", &nothing], 4),
        (&["export", &nothing], 4),
        (&["backup", &nothing, &new], 4),
        (&["compact", &nothing, "--keep", "1"], 4),
    ] {
        check(arguments, code, "", "nothing` cannot be read: no such file");
    }
    // What is to be written need not be there.
    check(
        &["import", GRAPH, &place.at("new.txt")],
        4,
        "",
        "new.txt` is no graph file",
    );
    // A file that says so itself is one, whatever its name.
    let database = place.at("a.quipu");
    check(&[&database, "-q", "-c", "CREATE (:A)"], 0, "", "");
    for part in ["", "-log"] {
        std::fs::rename(
            format!("{database}{part}"),
            place.at(&format!("a.graph{part}")),
        )
        .unwrap();
    }
    check(
        &[
            &place.at("a.graph"),
            "-q",
            "-c",
            "MATCH (a) RETURN count(*) AS n",
        ],
        0,
        "{\"n\":1}\n",
        "",
    );
    std::fs::remove_file(place.at("a.graph-log")).unwrap();
    check(
        &[&place.at("a.graph"), "-c", "RETURN 1"],
        4,
        "",
        "is missing",
    );
    let ran = run(&["--help"]);
    assert!(ran.out.contains("--read-only"));
}

/// Example 10 of the design of time and sources: what our database said, and when.
#[test]
fn what_the_database_said() {
    let place = Place::new();
    let database = place.at("a.quipu");
    let script = place.at("correct.cypher");
    let listed = "MATCH (:Company {name: 'Didi'})-[l:LISTED_IN]->()";
    std::fs::write(
        &script,
        format!(
            "{listed} SET l.valid_from = date('2021-07-01');\n{listed} SET l.valid_from = date('2021-06-30');\n"
        ),
    )
    .unwrap();
    check(&["import", GRAPH, &database], 0, "", "49 nodes");
    check(&["run", "-q", "--graph", &database, &script], 0, "", "");
    let asked = |prefix: &str, expected: &str| {
        let query = format!("{prefix} {listed} RETURN l.valid_from AS since");
        let expected = format!("{{\"since\":\"{expected}\"}}\n");
        check(&["-q", &database, "-c", &query], 0, &expected, "");
    };
    asked("AS RECORDED ON 1", "2021-06-30");
    asked("AS RECORDED ON 2", "2021-07-01");
    asked("AS RECORDED ON 3", "2021-06-30");
    asked("", "2021-06-30");
    asked(
        "AS RECORDED ON 2 AS OF date('2021-07-05') AS KNOWN ON date('2021-07-20')",
        "2021-07-01",
    );
    let ran = run(&["--read-only", "-m", "tsv", &database, "-c", ":log\n:log 1"]);
    let lines: Vec<Vec<&str>> = ran
        .out
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(lines.len(), 6, "{}", ran.out);
    assert_eq!(lines[0], ["commit", "instant", "label", "changes"]);
    assert_eq!(
        (lines[1][0], lines[1][2]),
        ("1", format!("import {GRAPH}").as_str())
    );
    assert_eq!(
        (lines[3][0], lines[3][2], lines[3][3]),
        ("3", script.as_str(), "1")
    );
    assert_eq!(lines[5], lines[3]);
    let ran = run(&[
        "-q",
        "-m",
        "table",
        "--max-width",
        "500",
        &database,
        "-c",
        ":diff 2",
    ]);
    assert!(
        ran.out.contains("-[:LISTED_IN {derived: true,"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("2021-06-30 | 2021-07-01"), "{}", ran.out);
    check(&[&database, "-c", ":diff 1 3"], 0, "", "no difference");
    check(&["-c", ":log"], 1, "", "in memory only");
    check(
        &[&database, "-c", ":diff 1 yesterday"],
        2,
        "",
        "neither the number of a commit nor a date",
    );
    check(
        &[&database, "-c", "AS RECORDED ON 9 RETURN 1"],
        1,
        "",
        "the last one is 3",
    );
}
