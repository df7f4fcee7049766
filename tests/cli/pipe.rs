//! The pipe for programs. In: arguments and input. Out: what the program says.

use super::{Place, check, run, run_with_input};

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
        &["pipe"],
        b"{\"statement\": \"CREATE (:A {valid_from: 1}), (:Source {key: 's', published: '2021'})\"}
{\"statement\": \"AS OF date('2021-07-04') AS KNOWN ON date('2021-07-04') CITE MATCH (a:A) WHERE NOT (a)--() RETURN a.x\", \"id\": 1}",
    );
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(!lines[0].contains("notices"), "{}", ran.out);
    let notices = "\"notices\":[\"1 bound (valid_from, valid_to) is no date and counts as missing\",\
        \"1 day of publication (published) is no date; the source counts as known on every day\",\
        \"1 condition is not cited\"],\"id\":1}";
    assert!(lines[1].ends_with(notices), "{}", ran.out);

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
fn a_transaction_open_at_the_end_is_named() {
    let note = "the open transaction was rolled back";
    let request = b"{\"statement\": \"START TRANSACTION\"}\n{\"statement\": \"CREATE (:A)\"}\n";
    let ran = run_with_input(&["pipe"], request);
    assert!(ran.code == Some(1) && ran.err.contains(note), "{}", ran.err);
    check(&["-q", "-c", "START TRANSACTION; CREATE (:A)"], 1, "", note);
    check(&["-q", "-c", "START TRANSACTION READ ONLY"], 0, "", "");
    let place = Place::new();
    let script = place.at("open.cypher");
    std::fs::write(&script, "START TRANSACTION; CREATE (:A);").unwrap();
    check(&["-q", "-f", &script], 1, "", note);
    check(&["run", "-q", &script], 1, "", note);
    // Also where answers are compared, and where they are written down.
    let ran = run(&["run", "--check", &script]);
    assert!(ran.code == Some(1) && ran.out.contains(note), "{}", ran.out);
    let ran = run(&["run", "--update", &script]);
    assert!(ran.code == Some(1) && ran.out.contains(note), "{}", ran.out);
    std::fs::write(&script, "START TRANSACTION; CREATE (:A); COMMIT;").unwrap();
    assert_eq!(run(&["run", "--check", &script]).code, Some(0));
    let ran = run_with_input(&["-q"], b"BEGIN; CREATE (:A);");
    assert!(ran.code == Some(1) && ran.err.contains(note), "{}", ran.err);
}

#[test]
fn a_field_that_stands_twice_is_refused() {
    let requests = r#"{"statement": "CREATE (:A)", "statement": "RETURN 2"}
{"statement": "RETURN $x", "parameters": {"x": 1, "x": 2}}
{"statement": "RETURN $x", "parameters": {"x": [{"in": 1, "in": 2}]}}
{"statement": "MATCH (n) RETURN count(n)", "parameters": {"x": {"y": 1}, "y": {"y": -1.5e3, "z": [null, true, "y"]}}}
"#;
    let ran = run_with_input(&["pipe"], requests.as_bytes());
    let lines: Vec<&str> = ran.out.lines().collect();
    for (line, field) in lines.iter().zip(["statement", "x", "in"]) {
        let said = format!("the field \\\"{field}\\\" is there twice");
        assert!(line.contains(&said) && line.contains("Q4006"), "{line}");
    }
    assert!(lines[3].contains("\"rows\":[[0]]"), "{}", ran.out);
}
