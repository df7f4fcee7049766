//! Looking after database files on the command line: check, compact, dump, restore. In: arguments. Out: what the
//! program says, and files.

use super::{GRAPH, Place, check, run};

pub(super) fn filled(place: &Place, statements: usize) -> String {
    let database = place.at("a.quipu");
    let text = "CREATE (:A {x: 'text'})-[:R]->(:B); ".repeat(statements);
    check(&[&database, "-q", "-c", &text], 0, "", "");
    database
}

#[test]
fn checking() {
    let place = Place::new();
    let database = filled(&place, 3);
    let ran = run(&["check", &database]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(
        ran.out.starts_with(&format!(
            "{database}: sound\n  6 nodes and 3 relationships after commit 3\n"
        )),
        "{}",
        ran.out
    );
    check(
        &["check", &place.at("none.quipu")],
        4,
        "",
        "there is no database",
    );
    // Every sixteenth byte of either file, changed: found, and told with its place.
    for part in ["", "-log"] {
        let path = format!("{database}{part}");
        let good = std::fs::read(&path).unwrap();
        let mut found = 0;
        let places: Vec<usize> = (0..good.len()).step_by(good.len() / 16).collect();
        for &at in &places {
            let mut bad = good.clone();
            bad[at] ^= 0x10;
            std::fs::write(&path, &bad).unwrap();
            let ran = run(&["check", &database]);
            match ran.code {
                Some(4) => {
                    found += 1;
                    assert!(
                        ran.out.contains("problem: ") || !ran.err.is_empty(),
                        "{}",
                        ran.out
                    );
                }
                // Nothing but the gap between sections may change unnoticed.
                Some(0) => assert_eq!(good[at], 0, "byte {at} of {path}"),
                other => panic!("{other:?}: {}{}", ran.out, ran.err),
            }
        }
        assert!(found * 2 > places.len(), "{found} of {}", places.len());
        std::fs::write(&path, &good).unwrap();
    }
    let mut log = std::fs::read(format!("{database}-log")).unwrap();
    log.extend_from_slice(b"half a commit");
    std::fs::write(format!("{database}-log"), &log).unwrap();
    let ran = run(&["check", &database]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("13 bytes from byte"), "{}", ran.out);
    let count = ["-q", &database, "-c", "MATCH (n) RETURN count(*) AS n"];
    // Looking changes nothing; opening to write cuts them off, keeps them, and says so.
    let reading = ["--read-only", count[0], count[1], count[2], count[3]];
    check(&reading, 0, "{\"n\":6}\n", "are no commit");
    check(&count, 0, "{\"n\":6}\n", "a.quipu-torn");
    assert_eq!(
        std::fs::read(format!("{database}-torn")).unwrap(),
        b"half a commit"
    );
    check(&count, 0, "{\"n\":6}\n", "");
    assert!(!run(&["check", &database]).out.contains("no commit"));
}

#[test]
fn compacting() {
    let place = Place::new();
    let database = filled(&place, 5);
    check(
        &["compact", &database, "--keep", "30d"],
        0,
        "",
        "0 commits forgotten",
    );
    check(
        &["compact", &database, "--keep", "2"],
        0,
        "",
        "begins with commit 3",
    );
    let recorded =
        |commit: u32| format!("AS RECORDED ON {commit} MATCH (a:A) RETURN count(*) AS n");
    check(&["-q", &database, "-c", &recorded(3)], 0, "{\"n\":3}\n", "");
    check(
        &["-q", &database, "-c", &recorded(2)],
        1,
        "",
        "the history begins with commit 3",
    );
    check(
        &["compact", &database, "--keep", "0"],
        0,
        "",
        "begins with commit 5",
    );
    check(
        &["-q", &database, "-c", "MATCH (a:A) RETURN count(*) AS n"],
        0,
        "{\"n\":5}\n",
        "",
    );
    assert_eq!(run(&["check", &database]).code, Some(0));
    check(
        &["compact", &place.at("none.quipu"), "--keep", "0"],
        4,
        "",
        "there is no database",
    );
}

#[test]
fn dumping_and_restoring() {
    let place = Place::new();
    let (dump, database) = (place.at("dump.cypher"), place.at("a.quipu"));
    check(&["dump", GRAPH, "--to", &dump], 0, "", "");
    assert_eq!(
        run(&["dump", GRAPH]).out,
        std::fs::read_to_string(&dump).unwrap()
    );
    check(
        &["restore", &dump, &database],
        0,
        "",
        "49 nodes and 86 relationships",
    );
    let ran = run(&[
        "run",
        "--check",
        "--graph",
        &database,
        "queries/01-who-softbank-backs.cypher",
    ]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    check(&["restore", &dump, &database], 4, "", "exists already");
    check(
        &["restore", &dump, &place.at("a.json")],
        2,
        "",
        "ends in .quipu",
    );
    check(
        &["restore", &place.at("none"), &place.at("b.quipu")],
        1,
        "",
        "cannot be read",
    );
    // No database is ever written over.
    let bytes = std::fs::read(&database).unwrap();
    check(
        &["dump", &database, "--to", &database],
        1,
        "",
        "is not written over",
    );
    check(
        &["dump", &database, "--to", &place.at("new.quipu")],
        1,
        "",
        "is not written over",
    );
    let disguised = place.at("a.json");
    std::fs::copy(&database, &disguised).unwrap();
    check(
        &["export", GRAPH, "--to", &disguised],
        1,
        "",
        "is not written over",
    );
    assert_eq!(std::fs::read(&database).unwrap(), bytes);
    assert_eq!(std::fs::read(&disguised).unwrap(), bytes);
    // A dump cut short makes no database, and the message says where it ends.
    let text = std::fs::read_to_string(&dump).unwrap();
    let cut = text.len() / 2;
    std::fs::write(&dump, &text[..cut]).unwrap();
    check(
        &["restore", &dump, &place.at("b.quipu")],
        1,
        "",
        "dump.cypher, from line",
    );
    std::fs::write(&dump, "CREATE (:A);\nBEGIN;\nCREATE (:B);").unwrap();
    check(
        &["restore", &dump, &place.at("b.quipu")],
        1,
        "",
        "does not end",
    );
    std::fs::write(&dump, b"CREATE (:A {x: '\xff'});").unwrap();
    check(
        &["restore", &dump, &place.at("b.quipu")],
        1,
        "",
        "cannot be read",
    );
    assert!(
        !place.files().iter().any(|name| name.starts_with("b.")),
        "{:?}",
        place.files()
    );
    // A statement may stand on many lines, and hold what looks like its end.
    std::fs::write(
        &dump,
        "// x;\nCREATE\n(:A {x: 'a;\n;'})\n;\n\nCREATE (:B); CREATE (:C)",
    )
    .unwrap();
    check(&["restore", &dump, &place.at("b.quipu")], 0, "", "3 nodes");
}

/// A dump of which something is missing makes no database, and the message says what.
#[test]
fn dumps_that_are_not_whole() {
    let place = Place::new();
    let database = place.at("a.quipu");
    let statements = "CREATE CONSTRAINT one FOR (n:A) REQUIRE n.x IS UNIQUE; \
         CREATE INDEX by_y FOR (n:A) ON (n.y); \
         UNWIND range(1, 30) AS x CREATE (:A {x: x, y: 'a\\r\\nb'})-[:R {x: x}]->(:`_Dump` {_number: x})";
    check(&["-q", &database, "-c", statements], 0, "", "");
    let whole = run(&["dump", &database]).out;
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let (file, made) = (place.at("cut.cypher"), place.at("b.quipu"));
    let restore = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let ran = run(&["restore", &file, &made]);
        let left = place
            .files()
            .into_iter()
            .find(|name| name.starts_with("b."));
        if ran.code == Some(0) {
            for name in place.files().iter().filter(|name| name.starts_with("b.")) {
                std::fs::remove_file(place.at(name)).unwrap();
            }
        } else {
            assert_eq!(left, None, "{}", ran.err);
        }
        (ran.code, ran.err)
    };
    let refused = |text: &str, part: &str| {
        let (code, err) = restore(text);
        assert_eq!(code, Some(1), "{err}");
        assert!(err.contains(part), "{err}");
        assert!(err.contains("cut.cypher`: "), "{err}");
    };
    // After every statement.
    for count in 1..lines.len() {
        refused(&lines[..count].concat(), "the dump was cut short");
    }
    // Every line left out, the comments included.
    for left_out in 0..lines.len() {
        let text: String = lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != left_out)
            .map(|(_, line)| *line)
            .collect();
        let (code, err) = restore(&text);
        assert_eq!(code, Some(1), "without line {}: {err}", left_out + 1);
    }
    refused(&lines[1..].concat(), "its beginning is missing");
    refused(
        &format!("{whole}CREATE (:More);\n"),
        "goes on after the line that ends it",
    );
    refused(&format!("{whole}{whole}"), "goes on after");
    refused(
        &format!("CREATE (:More);\n{whole}"),
        "a dump begins within the file",
    );
    refused(
        &whole.replacen("format 2", "format 3", 1),
        "knows formats 1 to 2",
    );
    refused(
        &whole.replacen("60 nodes", "many nodes", 1),
        "cannot be read",
    );
    refused(
        &whole.replacen("60 nodes", "61 nodes", 1),
        "what the first one does",
    );
    let more = whole.replacen(
        "CREATE CONSTRAINT one",
        "CREATE (:More);\nCREATE CONSTRAINT one",
        1,
    );
    refused(&more, "it made 61 nodes");
    for nothing in ["", "\n", "// Quipu du", "// Quipu dump, format 2"] {
        let (code, err) = restore(nothing);
        assert_eq!(code, Some(1), "{nothing:?}: {err}");
    }
    // A change by hand goes with other numbers, or without any.
    let counted = more.replace("60 nodes", "61 nodes");
    let uncounted: String = more
        .lines()
        .filter(|line| !line.starts_with("//"))
        .collect();
    for good in [
        whole.as_str(),
        &counted,
        &uncounted,
        &whole.replace('\n', "\r\n"),
        &whole.replace('\n', "\n\n"),
        &format!("\u{feff}{whole}"),
        whole.trim_end(),
    ] {
        assert_eq!(restore(good).0, Some(0));
    }
    // What was restored is the same graph, line ends of the file or not, and dumps as the same text.
    std::fs::write(&file, whole.replace('\n', "\r\n")).unwrap();
    check(
        &["restore", &file, &made],
        0,
        "",
        "60 nodes and 30 relationships",
    );
    let again = run(&["dump", &made]).out;
    assert_eq!(again.lines().count(), whole.lines().count());
    assert_eq!(again.lines().next(), whole.lines().next());
    let count = "MATCH (n:A {y: 'a\\r\\nb'})-[:R]->(d:_Dump {_number: n.x}) RETURN count(*) AS n";
    check(&["-q", &made, "-c", count], 0, "{\"n\":30}\n", "");
}

/// Files that earlier formats wrote; they must load for ever.
#[test]
fn what_an_earlier_version_wrote() {
    let place = Place::new();
    let at = |name: &str| format!("tests/data/format-1/{name}");
    let second = place.at("d.quipu");
    check(
        &["restore", "tests/data/format-2/dump.cypher", &second],
        0,
        "",
        "3 nodes and 3 relationships",
    );
    let (dumped, json, lines) = (
        place.at("a.quipu"),
        place.at("b.quipu"),
        place.at("c.quipu"),
    );
    check(
        &["restore", &at("dump.cypher"), &dumped],
        0,
        "",
        "3 nodes and 3 relationships",
    );
    check(
        &["import", &at("export.json"), &json],
        0,
        "",
        "3 nodes created",
    );
    check(
        &["import", &at("export.jsonl"), &lines],
        0,
        "",
        "3 relationships created",
    );
    let all = "MATCH (n) RETURN labels(n) AS l, properties(n) AS p ORDER BY n.name; \
               MATCH (a)-[r]->(b) RETURN a.name AS a, type(r) AS t, properties(r) AS p, b.name AS b ORDER BY t, r.valid_from";
    let shown = |database: &str| {
        let out = run(&["-q", "-m", "typed-json", database, "-c", all]).out;
        let lines = out
            .lines()
            .map(|line| line.split("\"timing\"").next().unwrap());
        lines.collect::<String>()
    };
    let first = shown(&dumped);
    for part in [
        "2021-07-02T12:00+08:00[Asia/Shanghai]",
        "P1Y2M3DT4H5.5S",
        "9223372036854775807",
        "tc-2021-07-20#2",
    ] {
        assert!(first.contains(part), "{part} in {first}");
    }
    // Element ids differ, contents do not.
    assert_eq!(first, shown(&json));
    assert_eq!(first, shown(&lines));
    assert_eq!(first, shown(&second));
    // The first format had no last line: what was cut off shows in the numbers, or in marks that are left.
    let text = std::fs::read_to_string(super::root().join(at("dump.cypher"))).unwrap();
    let statements: Vec<&str> = text.split_inclusive('\n').collect();
    let cut = place.at("cut.cypher");
    for count in 1..8 {
        std::fs::write(&cut, statements[..count].concat()).unwrap();
        let restored = place.at("e.quipu");
        check(&["restore", &cut, &restored], 1, "", "make the dump again");
    }
    let text = std::fs::read_to_string(super::root().join(at("dump.cypher"))).unwrap();
    assert_eq!(
        run(&["dump", &json]).out.lines().count(),
        text.lines().count() - 1
    );
}

/// A database file that the first format wrote; it must open for ever, with what is in it and in its history.
#[test]
fn a_database_that_an_earlier_version_wrote() {
    let place = Place::new();
    let copied = |name: &str| {
        for part in ["", "-log", "-past"] {
            let from = super::root().join(format!("tests/data/format-1/database.quipu{part}"));
            std::fs::copy(from, place.at(&format!("{name}{part}"))).unwrap();
        }
        place.at(name)
    };
    let database = copied("a.quipu");
    let ran = run(&["check", &database]);
    assert!(ran.err.is_empty(), "{}", ran.err);
    assert!(
        ran.out
            .contains(": sound\n  42 nodes and 21 relationships after commit 8\n"),
        "{}",
        ran.out
    );
    // What a dump of it says, and so all that is in it, is pinned, at three commits.
    let pinned = super::root().join("tests/data/format-1/database.txt");
    let mut found = run(&["dump", &database]).out;
    let questions = "AS RECORDED ON 5 MATCH (n) RETURN count(*) AS n; AS RECORDED ON 6 MATCH (n:Number) RETURN n.n AS n, n.word AS w, n.mixed AS m, \
         labels(n) AS l ORDER BY n; AS RECORDED ON 7 MATCH ()-[r:DOUBLES]->(b) RETURN r.by AS half, r.list AS l, b.name AS name ORDER BY half";
    let asked = run(&["-q", &database, "-c", questions]);
    assert_eq!(asked.err, "");
    found += &asked.out;
    if std::env::var_os("QUIPU_UPDATE").is_some() && !pinned.exists() {
        std::fs::write(&pinned, &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(&pinned).unwrap());
    // It can still be written, shortened and copied.
    check(&["-q", &database, "-c", "CREATE (:New)"], 0, "", "");
    check(
        &["compact", &database, "--keep", "0"],
        0,
        "",
        "begins with commit 9",
    );
    check(
        &["backup", &database, &place.at("b.quipu")],
        0,
        "",
        "commit 9",
    );
    check(
        &[
            "-q",
            &place.at("b.quipu"),
            "-c",
            "MATCH (n) RETURN count(*) AS n",
        ],
        0,
        "{\"n\":43}\n",
        "",
    );
}

#[test]
fn no_row_is_shown_of_what_is_refused() {
    let place = Place::new();
    let database = filled(&place, 1);
    let constraint = "CREATE CONSTRAINT FOR (n:C) REQUIRE n.x IS UNIQUE";
    check(&["-q", &database, "-c", constraint], 0, "", "");
    let twice = "UNWIND [1, 1] AS x CREATE (n:C {x: x}) RETURN n.x";
    check(&["-q", &database, "-c", twice], 1, "", "C");
    let once = "UNWIND [1, 2] AS x CREATE (n:C {x: x}) RETURN n.x AS x";
    check(
        &["-q", &database, "-c", once],
        0,
        "{\"x\":1}\n{\"x\":2}\n",
        "",
    );
}
