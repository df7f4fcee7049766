//! Commands as text: what is typed, and what a console shows. Knows nothing of the editor.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;

use super::{ALL, find};
use crate::engine::Database;
use crate::render::{Format, Options};
use crate::shell::{Console, Failure, FooterPlace, Interrupts, Settings};
use crate::source::Source;

/// Keeps what is written.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a console shows for a text: answers, notes and problems, in order.
fn shown(text: &str) -> String {
    let kept = Kept::default();
    let settings = Settings {
        format: Format::Csv,
        options: Options::default(),
        width_of_terminal: false,
        timing: false,
        footer: FooterPlace::Out,
    };
    let mut console = Console::new(
        Database::new().session(),
        settings,
        Interrupts::default(),
        Box::new(kept.clone()),
        Box::new(kept.clone()),
    );
    let source = Arc::new(Source::new("<input>", text));
    if let Err(failure @ Failure::Problem(_)) = console.run_text(&source, false) {
        console.report(&failure).unwrap();
    }
    let bytes = kept.0.borrow().clone();
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text}");
}

/// The parts stand in what is shown, in this order.
#[track_caller]
fn check_parts(text: &str, parts: &[&str]) {
    let shown = shown(text);
    let mut rest = shown.as_str();
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => panic!("{text}: no {part:?} in\n{shown}"),
        }
    }
}

#[test]
fn unknown_codes_are_no_statements() {
    check_parts(":explain Q9999", &["there is no error code `Q9999`"]);
    check_parts(":explain Q1101", &["UndefinedVariable"]);
}

#[test]
fn names_are_ordered_and_found() {
    assert!(ALL.windows(2).all(|pair| pair[0].name < pair[1].name));
    for command in ALL {
        for name in command.aliases.iter().chain([&command.name]) {
            assert_eq!(find(name).map(|found| found.name), Some(command.name));
        }
        assert!(!command.about.ends_with('.'), "{}", command.name);
    }
    assert!(find("nothing").is_none());
}

#[test]
fn dot_case_and_semicolon() {
    check(".mode tsv\nRETURN 1 AS x;", "x\n1\n1 row\n");
    check(":MODE tsv;\nRETURN 1 AS x;", "x\n1\n1 row\n");
}

#[test]
fn unknown_commands() {
    check_parts(
        ":shema",
        &[
            "error Q4009: there is no command `:shema`",
            "did you mean `:schema`?",
        ],
    );
    check_parts(":xyzzy", &["`:help` lists all commands"]);
    check_parts(
        ":commit now",
        &["`:commit` takes no argument", "usage: :commit"],
    );
}

#[test]
fn help() {
    check_parts(
        ":help",
        &[
            "Commands start with a colon",
            ":again",
            ":timing",
            "Topics: cypher, keys",
        ],
    );
    check_parts("help", &["Commands start with a colon"]);
    check_parts(
        ":help mode",
        &[":mode [FORMAT]", "set how answers are shown"],
    );
    check_parts(":help :exit", &[":exit", "also: :quit, :q"]);
    check_parts(":help AS OF", &[":as-of [DAY"]);
    check_parts(":help as known on", &[":known-on [DAY"]);
    check_parts(":help known", &[":known-on [DAY"]);
    check_parts(":help keys", &["Keys of the line editor", "Ctrl-R"]);
    check_parts(":help toupper", &["toUpper(", "for example:"]);
    check_parts(
        ":help Q1101",
        &["Q1101 SyntaxError: UndefinedVariable", "not in scope"],
    );
    check_parts(":help UndefinedVariable", &["Q1101"]);
    check_parts(
        ":help modee",
        &["there is no help on `modee`; did you mean `mode`?"],
    );
}

#[test]
fn mode() {
    check_parts(
        ":mode json\nRETURN 1 AS x;",
        &["{\"columns\":[\"x\"],\"rows\":[[1]],\"counters\":{"],
    );
}

#[test]
fn mode_problems() {
    check_parts(":mode", &["* csv", "markdown"]);
    check_parts(
        ":mode jsno",
        &["there is no format `jsno`; did you mean `json`?"],
    );
}

#[test]
fn parameters() {
    check(":param x => 1 + 1\nRETURN $x AS x;", "x\n2\n1 row\n");
    check(
        ":param {a: 1,\n b: date('2021-07-02')}\n:param c => $a + 1\n:param",
        "parameter,value\n$a,1\n$b,date('2021-07-02')\n$c,2\n",
    );
    check(
        ":param a => 1\n:param clear\n:params",
        "no parameters are set; `:param name => value` sets one\n",
    );
    check_parts(
        ":param a => toUper('a')",
        &["error Q1120", "<parameter>:1:1", "toUpper"],
    );
    check_parts(":param a", &["`a` sets no parameter", "usage: :param"]);
}

#[test]
fn transactions() {
    check(
        ":begin\nCREATE (:A);\n:rollback\nMATCH (a) RETURN count(a) AS n;",
        "transaction open\n1 node created, 1 label added\nrolled back\nn\n0\n1 row\n",
    );
    check(
        ":begin\nCREATE (:A);\n:commit\nMATCH (a) RETURN count(a) AS n;",
        "transaction open\n1 node created, 1 label added\ncommitted: 1 node created, 1 label added\nn\n1\n1 row\n",
    );
    check_parts(":commit", &["error Q3006"]);
    check_parts(":begin\n:begin", &["error Q3006"]);
}

#[test]
fn schema_and_statistics() {
    check(":schema", "the graph is empty\n");
    check(
        "CREATE (:A {x: 1})-[:R {since: 2}]->(:B:C {y: 'a'}), (:A {x: 1.5});\n:schema",
        "3 nodes created, 1 relationship created, 4 properties set, 3 labels added\n\
         what,count,properties\n\
         (:A),2,x Float | Integer\n\
         (:B),1,y String\n\
         (:C),1,y String\n\
         (:A)-[:R]->(:B:C),1,since Integer\n",
    );
    check_parts(
        "CREATE (:A)-[:R]->();\n:stats",
        &["nodes,2\nrelationships,1\nlabels,1\n"],
    );
}

#[test]
fn lists() {
    check_parts(":functions upper", &["toUpper(", "for example"]);
    check_parts(":functions toUpper()", &["toUpper(", "for example"]);
    check_parts(
        ":functions tooUpper",
        &["there is no function `tooUpper`", "toUpper"],
    );
    check(":procedures", "there are no such procedures\n");
    check_parts(
        ":keywords",
        &[
            "cannot name a variable",
            "MATCH",
            "may also be names",
            "CALL",
        ],
    );
}

#[test]
fn plans_and_repetition() {
    check_parts(":explain MATCH (n:A) RETURN n", &["A"]);
    check_parts(":explain", &["no statement has run yet"]);
    check_parts(":explain Q1101", &["UndefinedVariable"]);
    check_parts("RETURN 1 AS x;\n:profile", &["x\n1\n1 row\n", "1"]);
    check(
        "RETURN 1 AS x;\n:mode tsv\n:again",
        "x\n1\n1 row\nx\n1\n1 row\n",
    );
    check_parts(":again", &["no statement has run yet"]);
}

#[test]
fn limits() {
    check(":timeout 30s\n:timeout", "a statement may run for 30s\n");
    check(
        ":timeout 1.5s\n:timeout off\n:timeout",
        "a statement may run for as long as it takes\n",
    );
    check_parts(":timeout soon", &["500ms", "not `soon`", "usage: :timeout"]);
    check(
        ":memory-limit 512MB\n:memory-limit",
        "a statement may hold 512 MB\n",
    );
    check(
        ":memory none\n:memory-limit",
        "a statement may hold as much as there is\n",
    );
    check_parts(":memory-limit much", &["512MB", "not `much`"]);
    check_parts(
        ":memory-limit 1MB\nUNWIND range(1, 1000000) AS x WITH collect(x) AS xs RETURN size(xs);",
        &["1 MB"],
    );
    check_parts(
        ":timeout 1ms\nUNWIND range(1, 1000000000) AS x RETURN sum(x);",
        &["ran longer"],
    );
}

#[test]
fn tables() {
    check_parts(
        ":mode table\n:max-rows 2\nUNWIND range(1, 1000) AS x RETURN x;",
        &[
            "x\n",
            "1\n2\n",
            "998 more rows",
            "1,000 rows (2 shown; `:max-rows all` shows all)",
        ],
    );
    check(
        ":max-rows 7\n:max-rows",
        "at most 7 rows of an answer are shown\n",
    );
    check(":rows all\n:max-rows", "all rows of an answer are shown\n");
    check_parts(
        ":max-rows none of them",
        &["neither a number from 1 nor `all`"],
    );
    check(
        ":max-width 40\n:max-width",
        "tables are at most 40 columns wide\n",
    );
    check_parts(":max-width 3", &["neither a number from 10"]);
    check(":null 'n/a'\nRETURN null AS x;", "x\nn/a\n1 row\n");
    check(":null '-'\n:null", "null is shown as '-'\n");
    check_parts(
        ":timing on\nRETURN 1;",
        &["timing on", "1 row (planned in ", "run in "],
    );
    check_parts(":timing maybe", &["`maybe` is neither on nor off"]);
    check_parts(":color on\n:null", &["null is shown"]);
}

#[test]
fn files() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).display().to_string();
    let (graph, script) = (place("a graph.json"), place("a script.cypher"));
    check(
        &format!("CREATE (:A {{x: 1}})-[:R]->(:B);\n:export {graph}"),
        &format!(
            "2 nodes created, 1 relationship created, 1 property set, 2 labels added\n\
             2 nodes and 1 relationship written to {graph}\n"
        ),
    );
    check_parts(
        &format!(":import '{graph}'\nMATCH (a:A)-[:R]->() RETURN a.x AS x;"),
        &["2 nodes created, 1 relationship created", "x\n1\n"],
    );
    check_parts(
        &format!(":begin\n:import {graph}\n:rollback\nMATCH (n) RETURN count(n) AS n;"),
        &["n\n0\n"],
    );
    std::fs::write(
        &script,
        ":param x => 2\nRETURN $x AS x;\nRETURN y;\nRETURN 3;",
    )
    .unwrap();
    check_parts(
        &format!(":source {script}"),
        &["x\n2\n", "error Q1101", "script.cypher:3:8"],
    );
    check_parts(":source nothing.cypher", &["error Q4001"]);
    check_parts(":import Cargo.toml", &["no kind of graph file"]);
    check_parts(":import nothing.txt", &["`nothing.txt` cannot be read"]);
    check_parts(":import", &["the name of a file is missing"]);
}

#[test]
fn leaving_ends_a_text() {
    check(":exit\nRETURN 1;", "");
    check("RETURN 1 AS x;\n:quit\nRETURN 2;", "x\n1\n1 row\n");
}

#[test]
fn statements() {
    check(
        "RETURN 1 AS x; RETURN 2 AS y;",
        "x\n1\n1 row\ny\n2\n1 row\n",
    );
    check_parts(
        "RETURN 1 AS x;\nRETURN y;\nRETURN 3;",
        &["x\n1\n", "error Q1101", "<input>:2:8", "^"],
    );
    check("CREATE (), ();", "2 nodes created\n");
    check("MATCH (n) DELETE n;", "done, no changes\n");
}
