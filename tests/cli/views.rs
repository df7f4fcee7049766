//! Views and citations on the command line: flags, numbered documents, notes; the check of facts. In: arguments. Out:
//! what the program says.

use std::fs;

use super::{GRAPH, Place, check, run};

const PROBES: &str = "MATCH (c:Company)-[:PROBED_BY]->() RETURN c.name AS company ORDER BY company";

#[test]
fn flags_are_prefixes() {
    let csv = |flags: &[&str], expected: &str| {
        let mut arguments = vec![GRAPH, "-m", "csv", "-q", "-c", PROBES];
        arguments.extend(flags);
        check(&arguments, 0, expected, "");
    };
    csv(&["--as-of", "2021-07-01"], "company\r\n");
    csv(&["--as-of", "2021-07-04"], "company\r\nDidi\r\n");
    csv(
        &["--as-of", "date('2021-07-04')", "--cite"],
        "company,cite\r\nDidi,tc-2021-07-20#3\r\n",
    );
    csv(
        &[
            "--as-of",
            "$day + duration('P1D')",
            "-P",
            "day => date('2021-07-03')",
        ],
        "company\r\nDidi\r\n",
    );
    csv(&["--known-on", "2021-07-19"], "company\r\n");
    csv(
        &["--known-on", "2021-07-20", "--as-of", "2021-07-03T12:00"],
        "company\r\nDidi\r\n",
    );
    // A prefix goes before a flag.
    let text = format!("AS OF date('2021-07-05') {PROBES}");
    check(
        &[
            GRAPH,
            "-m",
            "csv",
            "-q",
            "--as-of",
            "2021-07-01",
            "-c",
            &text,
        ],
        0,
        "company\r\nBoss Zhipin\r\nDidi\r\nFull Truck Alliance\r\n",
        "",
    );
}

#[test]
fn mistakes() {
    check(
        &[GRAPH, "--as-of", "soon", "-c", "RETURN 1"],
        2,
        "",
        "`soon` is no day",
    );
    check(
        &[GRAPH, "--known-on", "7", "-c", "RETURN 1"],
        2,
        "",
        "no day but of type",
    );
    check(&["pipe", "--cite"], 2, "", "--cite");
    check(
        &["--as-of", "2021-07-04", "-c", "CREATE (:A)"],
        1,
        "",
        "a view cannot be written",
    );
    let import = format!(":import {GRAPH}");
    for view in [["--as-of", "2021-07-04"], ["--known-on", "2021-07-04"]] {
        let mut arguments = vec!["-m", "csv", "-q", "-c", &import];
        arguments.splice(..0, view);
        check(&arguments, 1, "", "a view cannot be written");
    }
}

#[test]
fn what_a_query_calls_cite_by_itself_is_no_citation() {
    let query =
        "MATCH (c)-[p:PROBED_BY]->() RETURN [{fact: id(p), source: ['wsj']}][0..0] AS cite LIMIT 1";
    check(
        &[GRAPH, "-m", "csv", "-q", "-c", query],
        0,
        "cite\r\n[]\r\n",
        "",
    );
    let place = Place::new();
    let script = place.at("own.cypher");
    let text = "RETURN [] AS cite;\n// @expect in order\n// | cite |\n// | [] |\n";
    fs::write(&script, text).expect("room for a script");
    let ran = run(&["run", "--check", &script]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
}

#[test]
fn notes() {
    let note = "2 bounds (valid_from, valid_to) are no dates and count as missing";
    let make = "CREATE (:N {valid_from: '2020-01-01', valid_to: 7})";
    let ask = "MATCH (n:N) WHERE EXISTS { WITH n WHERE holds(n, date('2019-01-01')) } RETURN count(n) AS n";
    check(&["-m", "csv", "-c", make, "-c", ask], 0, "n\r\n1\r\n", note);
    let whole = "all of the graph is counted, not only the view";
    for command in [":schema", ":stats"] {
        let ran = run(&[GRAPH, "-m", "csv", "--as-of", "2019-01-01", "-c", command]);
        assert!(ran.err.contains(whole), "{}", ran.err);
        let ran = run(&[GRAPH, "-m", "csv", "-c", command]);
        assert!(!ran.err.contains(whole), "{}", ran.err);
    }
}

#[test]
fn scripts_see_the_view() {
    let place = Place::new();
    let script = place.at("s.cypher");
    let text = "MATCH (:Product {name: 'Didi app'})-[:AVAILABLE_IN]->(p) RETURN p.name AS place;\n";
    fs::write(&script, text).unwrap();
    let shown = |day: &str, expected: &str| {
        let arguments = [
            "run", &script, "--graph", GRAPH, "-m", "csv", "-q", "--as-of", day,
        ];
        check(&arguments, 0, expected, "");
    };
    shown("2021-07-03", "place\r\nChina\r\n");
    shown("2021-07-04", "place\r\n");
}

#[test]
fn tables_number_the_documents() {
    let text = "CITE MATCH (c:Company {name: 'Didi'})-[:LISTED_IN]->()-[:PART_OF]->(p) RETURN p.name AS country";
    check(
        &[GRAPH, "-m", "box", "-q", "-c", text],
        0,
        "\
┌───────────────┬───────┐
│ country       │ cite  │
├───────────────┼───────┤
│ United States │ [1] ? │
└───────────────┴───────┘
[1] TechCrunch China Roundup, 2021-07-20, #3
",
        "",
    );
    let text = "CITE MATCH (c:Company) WHERE NOT (c)-[:PROBED_BY]->() AND (c)-[:LISTED_IN]->() RETURN c.name";
    let ran = run(&[GRAPH, "-m", "jsonl", "-q", "-c", text]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.err.contains("note: 2 conditions are not cited"),
        "{}",
        ran.err
    );
}

#[test]
fn facts_are_checked() {
    let ran = run(&["check", GRAPH]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(
        ran.out,
        "\
49 nodes, 86 relationships: 14 with a date, 102 with a source, 5 :Sources

open   3 :Sources have no date of publication and count as known on every day
       (Memo of an expert meeting)
       (Statement by a Didi executive)
       (Report on the listing plans of ByteDance)

open   1 relationship names no source
       (New York)-[:PART_OF]->(United States)

no fault was found in dates and sources
"
    );
    let place = Place::new();
    let graph = place.at("bad.json");
    let text =
        "CREATE (:Company {name: 'A', source: ['nowhere#1']})-[:R {valid_from: '2021'}]->(:B)";
    let database = place.at("bad.quipu");
    check(&[&database, "-q", "-c", text], 0, "", "");
    let ran = run(&["check", &database]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    for part in [
        "bad.quipu: sound",
        "fault  1 bound (valid_from, valid_to) is no date and counts as missing\n       (A)-[:R]->(B): valid_from is '2021'\n",
        "fault  1 reference points to no :Source\n       (A): no :Source has the key 'nowhere'\n",
    ] {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
    check(&["export", &database, "--to", &graph], 0, "", "");
    let ran = run(&["check", &graph, "-m", "csv"]);
    assert_eq!(ran.code, Some(3));
    assert!(
        ran.out
            .starts_with("finding,fault,count,examples\r\nwrong-bound,true,1,"),
        "{}",
        ran.out
    );
    check(&["check", &place.at("none.json")], 4, "", "none.json");
    let of_shell = run(&[&graph, "-m", "csv", "-c", ":check"]);
    assert_eq!((of_shell.code, of_shell.out), (Some(0), ran.out));
}

#[test]
fn timelines() {
    let query = "MATCH (a)-[r:PROBED_BY]->() RETURN a.name AS who, r.valid_from AS valid_from, r.source AS source";
    check(
        &[
            "timeline",
            GRAPH,
            query,
            "-m",
            "csv",
            "--as-of",
            "2021-07-04",
        ],
        0,
        "day,precision,event,fact,source\r\n2021-07-02,,begins,Didi,\"[\"\"tc-2021-07-20#3\"\"]\"\r\n",
        "",
    );
    // A name in several words, an end, a bound known to the year.
    let story = "tests/fixtures/ferries/ferries.json";
    check(
        &["timeline", story, "Line", "4", "-m", "box"],
        0,
        "\
2029        Aurora Ferries SERVES Line 4 [1]
2031-03-01  Aurora Ferries SERVES Line 4 ends [1]

[1] Northaven Gazette, 2031-03-04, #2
",
        "",
    );
    check(
        &[
            "timeline",
            GRAPH,
            "CRO",
            "--known-on",
            "2021-07-19",
            "-m",
            "box",
        ],
        0,
        "",
        "nothing of it has a date",
    );
    check(
        &["timeline", GRAPH, "Nobody"],
        2,
        "",
        "there is nothing named `Nobody`",
    );
    check(&["timeline"], 2, "", "needs a graph");
    // A row that cites is one line.
    let query = "CITE MATCH (c:Company {name: 'Didi'})-[r:PROBED_BY]->() RETURN c.name AS who, r.valid_from AS valid_from";
    check(
        &["timeline", GRAPH, query, "-m", "box"],
        0,
        "2021-07-02  Didi [1]\n\n[1] TechCrunch China Roundup, 2021-07-20, #3\n",
        "",
    );
}

/// Each fact is there once, wherever a query has it; what is left out is said.
#[test]
fn timelines_of_answers() {
    const DIDI: &str = "MATCH (c:Company {name: 'Didi'})-[p:PROBED_BY]->(o)";
    let facts = |query: &str, facts: &[&str], note: &str| {
        let ran = run(&["timeline", GRAPH, query, "-m", "csv"]);
        let lines: Vec<&str> = ran.out.lines().skip(1).collect();
        assert_eq!(lines, facts, "{query}");
        match note {
            "" => assert_eq!(ran.err, "", "{query}"),
            note => assert!(ran.err.contains(note), "{query}: {}", ran.err),
        }
    };
    let of_didi = |prefix: &str, rest: &str, expected: &[&str], note: &str| {
        facts(&format!("{prefix} {DIDI} {rest}"), expected, note);
    };
    let probe = "2021-07-02,,begins,Didi PROBED_BY Cybersecurity Review Office,\"[\"\"tc-2021-07-20#3\"\"]\"";
    let didi = "2021-07-02,,begins,Didi,\"[\"\"tc-2021-07-20#3\"\"]\"";
    let unsourced = "2021-07-02,,begins,Didi,[]";
    for rest in [
        "RETURN p, p.valid_from AS valid_from",
        "RETURN c, p, o, p.valid_from AS valid_from",
        "MATCH (x:Company) RETURN p, x.name AS other, p.valid_from",
        "MATCH w = (c)-[p]->(o) RETURN w, p.valid_from AS valid_from",
        "RETURN [[p], {p: p, valid_from: p.valid_from}] AS xs, p.valid_from AS valid_from",
    ] {
        of_didi("", rest, &[probe], "");
    }
    // A row is another fact where it has other dates.
    let other = "2021-07-01,,begins,Didi (Company) | Didi PROBED_BY Cybersecurity Review Office,[]";
    let rest = "RETURN c, p, date('2021-07-01') AS valid_from";
    of_didi("", rest, &[other, probe], "");
    // Maps.
    let end = "2021-07-05,,ends,Didi,\"[\"\"tc-2021-07-20#3\"\"]\"";
    for (rest, expected) in [
        ("RETURN p {.*, name: c.name} AS m", &[didi][..]),
        ("RETURN collect(p {.*, name: c.name}) AS xs", &[didi]),
        (
            "RETURN {x: [p {.*, name: c.name}]} AS m, p.valid_from AS valid_from",
            &[didi],
        ),
        (
            "RETURN p {.*, name: c.name, valid_to: date('2021-07-05')} AS m",
            &[didi, end],
        ),
        ("RETURN {a: c.name, valid_from: 'soon'} AS m, p", &[probe]),
    ] {
        of_didi("", rest, expected, "");
    }
    // What cites is no fact beside what it cites for.
    for rest in [
        "RETURN c.name AS who, p.valid_from AS valid_from",
        "RETURN {who: c.name, valid_from: p.valid_from} AS m",
    ] {
        of_didi("CITE", rest, &[didi], "");
    }
    for rest in [
        "RETURN p.valid_from AS valid_from",
        "RETURN p {.valid_from} AS m",
    ] {
        of_didi("CITE", rest, &[probe], "");
    }
    // Columns that are called as the query says it.
    let named = "MATCH (c)-[q:LISTED_IN]->() RETURN c.name, q.valid_from AS valid_from, p.valid_from AS since";
    let listed = "2021-06-30,,begins,Didi | 2021-07-02,[]";
    let misnamed = "no column with a date is called valid_from";
    for (rest, expected, note) in [
        ("RETURN c.name, p.valid_from, p.source", &[didi][..], ""),
        ("RETURN c.name, p.`valid_from`", &[unsourced], ""),
        (
            "RETURN c.name, p.valid_from AS valid_from, p.source",
            &[didi],
            "",
        ),
        (named, &[listed], ""),
        (
            "MATCH (c)-[q:LISTED_IN]->() RETURN c.name, p.valid_from, q.valid_from",
            &[],
            misnamed,
        ),
        (
            "MATCH (c)-[q:LISTED_IN]->() RETURN c.name, p.valid_from, coalesce(q.source, []) AS `q.source`",
            &["2021-07-02,,begins,\"Didi | [\"\"tc-2021-07-20#3\"\"]\",[]"],
            "",
        ),
        (
            "RETURN c.name, duration('P1D') + p.valid_from",
            &[],
            misnamed,
        ),
        ("RETURN c.name, p.valid_from AS day", &[], misnamed),
    ] {
        of_didi("", rest, expected, note);
    }
    // What says nothing.
    let silent = "1 row or map that says nothing beside its dates is left out";
    of_didi("", "RETURN p.valid_from AS valid_from", &[], silent);
    of_didi("", "RETURN p.valid_from, c.nothing", &[], silent);
    of_didi("", "RETURN c.name AS who, properties(p)", &[], silent);
    facts(
        "MATCH ()-[p:PROBED_BY]->() RETURN p.valid_from",
        &[],
        "3 rows or maps that say nothing beside their dates are left out",
    );
    facts(
        "MATCH (c:Company) RETURN c",
        &[],
        "nothing of it has a date",
    );
}

/// People are shown as many lines as they say, and the documents of those.
#[test]
fn timelines_of_some_lines() {
    let query = "MATCH ()-[p:PROBED_BY]->() RETURN p";
    let first = "2021-07-02  Didi PROBED_BY Cybersecurity Review Office [1]\n";
    let cut = format!(
        "{first}... 2 more not shown (3 in all)\n\n[1] TechCrunch China Roundup, 2021-07-20, #3\n"
    );
    for format in ["box", "table", "line"] {
        let lines = ["timeline", GRAPH, query, "--max-rows", "1", "-m", format];
        check(&lines, 0, &cut, "");
    }
    let all = run(&["timeline", GRAPH, query, "-m", "box"]);
    let lines = ["timeline", GRAPH, query, "--max-rows", "3", "-m", "box"];
    check(&lines, 0, &all.out, "");
    let all = run(&["timeline", GRAPH, query, "-m", "csv"]);
    let lines = ["timeline", GRAPH, query, "--max-rows", "1", "-m", "csv"];
    check(&lines, 0, &all.out, "");
}

/// Whoever looks at a timeline changes nothing.
#[test]
fn timelines_only_read() {
    let place = Place::new();
    let database = place.at("t.quipu");
    check(&["timeline", &database], 4, "", "t.quipu");
    assert!(!std::path::Path::new(&database).exists());
    let fact = "CREATE (:Rule {name: 'draft', valid_from: date('2021-07-10')})";
    check(&[&database, "-q", "-c", fact], 0, "", "");
    let shown = "2021-07-10  draft (Rule)\n";
    check(&["timeline", &database, "-m", "box"], 0, shown, "");
    let write = "MATCH (n) DETACH DELETE n";
    check(&["timeline", &database, write], 1, "", "read");
    check(
        &["timeline", &database, write, "--read-only"],
        1,
        "",
        "read",
    );
    let commands = [format!(":timeline {write}"), ":timeline".to_owned()];
    let ran = run(&[
        &database,
        "-m",
        "box",
        "--fail-at-end",
        "-c",
        &commands[0],
        "-c",
        &commands[1],
    ]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), shown));
    assert!(
        ran.err
            .contains("only statements that read can be asked here"),
        "{}",
        ran.err
    );
    // A name comes before what only looks like a query; what ends before it begins never happened.
    let text = "CREATE (:A {name: 'Match Group (company)', valid_from: date('2021-07-10')}),
        (:A {name: 'x', valid_from: date('2021-07-10'), valid_to: date('2021-07-09')});
        :timeline Match Group (company)\n:timeline x\n:timeline match (x:A) return";
    let ran = run(&["-m", "box", "-c", text]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(1), "2021-07-10  Match Group (company) (A)\n")
    );
    assert!(
        ran.err
            .contains("1 fact that ends before it begins is left out")
            && ran.err.contains("Q1"),
        "{}",
        ran.err
    );
    // The others of a transaction are still open.
    let text = "START TRANSACTION; CREATE (:Rule {name: 'b', valid_from: date('2021-07-11')});\n:timeline b\nCOMMIT;";
    let ran = run(&["-m", "box", "-q", "-c", text]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(0), "2021-07-11  b (Rule)\n")
    );
}
