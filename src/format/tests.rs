//! Graph data read, refused, merged and written back.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;

use super::{GraphFormat, ImportOptions, Imported, export, import, import_from, load_from};
use crate::diagnostic::{Code, Interrupt};
use crate::graph::Graph;
use crate::source::{Lines, Source};

fn load(
    text: &str,
    format: GraphFormat,
    graph: &Graph,
    options: &ImportOptions,
) -> Result<Imported, String> {
    let mut transaction = graph.begin();
    let source = Source::new("g", text);
    let imported = import(&source, format, &mut transaction, options).map_err(|problem| {
        assert_eq!(problem.code(), Code::InvalidGraphData);
        let place = problem
            .span()
            .map(|span| Lines::new(text).place(span.start))
            .unwrap();
        format!("{}:{}: {}", place.line, place.column, problem.message())
    })?;
    transaction.commit().unwrap();
    Ok(imported)
}

fn written(graph: &Graph, format: GraphFormat) -> String {
    let mut bytes = Vec::new();
    export(&graph.version(), format, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

const SMALL: &str = r#"{
  "nodes": [
    {"id":"0","labels":["Company"],"properties":{"name":"Didi","weights":[1.0,2.5]}},
    {"id":"1","labels":[],"properties":{}}
  ],
  "relationships": [
    {"type":"PROBED_BY","start":"0","end":"1","properties":{"source":["a"],"valid_from":{"$date":"2021-07-02"}}}
  ]
}
"#;

#[test]
fn what_was_written_reads_the_same() {
    for format in [GraphFormat::Json, GraphFormat::JsonLines] {
        let graph = Graph::new();
        let imported = load(SMALL, GraphFormat::Json, &graph, &ImportOptions::default()).unwrap();
        assert_eq!(
            (imported.nodes_created, imported.relationships_created),
            (2, 1)
        );
        assert_eq!(written(&graph, GraphFormat::Json), SMALL);
        let again = Graph::new();
        let text = written(&graph, format);
        load(&text, format, &again, &ImportOptions::default()).unwrap();
        assert_eq!(written(&again, GraphFormat::Json), SMALL);
    }
}

#[test]
fn an_empty_graph_is_a_graph() {
    let graph = Graph::new();
    for (text, format) in [
        ("{}", GraphFormat::Json),
        (r#"{"nodes": []}"#, GraphFormat::Json),
        ("", GraphFormat::JsonLines),
        ("\n\n", GraphFormat::JsonLines),
    ] {
        assert_eq!(
            load(text, format, &graph, &ImportOptions::default()),
            Ok(Imported::default())
        );
    }
}

#[test]
fn refusals_say_where_and_why() {
    let check = |text: &str, expected: &str| {
        let graph = Graph::new();
        let error = load(text, GraphFormat::Json, &graph, &ImportOptions::default()).unwrap_err();
        assert!(
            error.starts_with(expected),
            "{error}\n  expected {expected}"
        );
        assert_eq!(
            graph.version().node_count(),
            0,
            "nothing may be left of {text}"
        );
    };
    check("", "1:1: the file ends where an object with `nodes` and");
    check(
        r#"{"nodes": []} x"#,
        "1:15: the end of the file is expected",
    );
    check(
        r#"{"node": []}"#,
        "1:2: there is no field \"node\" in a graph",
    );
    check(
        r#"{"nodes": [], "nodes": []}"#,
        "1:15: the field \"nodes\" is there twice",
    );
    check(r#"{"nodes": {}}"#, "1:11: a list is expected");
    check(r#"{"nodes" []}"#, "1:10: `:` is expected");
    check(r#"{nodes: []}"#, "1:2: a field in quotes is expected");
    check(r#"{"nodes": [],}"#, "1:14: a field in quotes is expected");
    check(
        r#"{"nodes": [{"id": "a"},]}"#,
        "1:24: an element of the list is expected",
    );
    check(
        r#"{"nodes": [{"id": "a"} {"id": "b"}]}"#,
        "1:24: `,` or `]` is expected",
    );
    check(
        r#"{"nodes": [{"id": "a"}"#,
        "1:23: the file ends where `,` or `]` is expected",
    );
    check(r#"{"nodes": [{"id": "a\"#, "1:");
    check(r#"{"nodes": [{"id": "ä}"#, "1:");
    check(r#"{"nodes": [1, 2]}"#, "1:12: invalid type: integer `1`");
    check(
        r#"[[], []]"#,
        "1:1: an object (a graph is an object, not a list) is expected",
    );
    check(
        r#"{"nodes": [["didi", ["Company"], {}]]}"#,
        "1:12: a node is an object, not a list",
    );
    check(
        r#"{"relationships": [["A", "didi", "didi"]]}"#,
        "1:20: a relationship is an object, not a list",
    );
    check(
        "{\"nodes\": [\n  {\"id\": \"a\", \"lables\": []}]}",
        "2:22: unknown field `lables`, expected one of `id`, `labels`, `properties`",
    );
    check(r#"{"nodes": [{"labels": []}]}"#, "1:25: missing field `id`");
    check(
        "{\"nodes\": [{\"id\": 1}]}",
        "1:19: invalid type: integer `1`, expected a string",
    );
    check(
        "{\"nodes\": [{\"id\": \"a\"},\n {\"id\": \"a\"}]}",
        "2:9: the id `a` is given to two nodes",
    );
    check(
        r#"{"nodes": [{"id": "didi"}], "relationships": [{"type": "A", "start": "didi", "end": "dido"}]}"#,
        "1:85: the end of the relationship, `dido`, is no node of this file",
    );
    check(
        r#"{"nodes": [{"id": "a", "properties": {"d": {"$date": "2021-13-01"}}}]}"#,
        "1:44: `2021-13-01` is not a Date",
    );
    check(
        r#"{"nodes": [{"id": "a", "properties": {"m": {"x": 1}}}]}"#,
        "1:44: the property `m` must be a simple value",
    );
    check(
        r#"{"nodes": [{"id": "a", "properties": {"m": 1, "m": 2}}]}"#,
        "1:49: duplicate property `m`",
    );
    check(
        r#"{"nodes": [{"id": "a", "properties": {"m": 99999999999999999999}}]}"#,
        "1:44: the integer 99999999999999999999 does not fit",
    );
    check(
        "{\"nodes\": [{\"id\": \"a\0\"}]}",
        "1:20: control character",
    );
}

#[test]
fn lines_may_come_in_any_order() {
    let graph = Graph::new();
    let text = "{\"type\":\"A\",\"start\":\"x\",\"end\":\"x\"}\n\n{\"id\":\"x\"}\n";
    let imported = load(
        text,
        GraphFormat::JsonLines,
        &graph,
        &ImportOptions::default(),
    )
    .unwrap();
    assert_eq!(
        (imported.nodes_created, imported.relationships_created),
        (1, 1)
    );
    let error = load(
        "{\"id\":\"x\"}\n{\"id\":\"y\",",
        GraphFormat::JsonLines,
        &graph,
        &ImportOptions::default(),
    );
    assert!(error.unwrap_err().starts_with("2:"));
}

#[test]
fn merging() {
    /// Reads the files one after the other, merging on `name`; gives what each did (nodes created and merged,
    /// relationships created and kept) and the graph.
    #[track_caller]
    fn check(files: &[&str], did: &[(usize, usize, usize, usize)], nodes: &[&str]) {
        let graph = Graph::new();
        let options = ImportOptions {
            merge_on: Some("name".to_owned()),
        };
        for (file, expected) in files.iter().zip(did) {
            let done = load(file, GraphFormat::JsonLines, &graph, &options).unwrap();
            let (created, kept) = (done.relationships_created, done.relationships_kept);
            let done = (done.nodes_created, done.nodes_merged, created, kept);
            assert_eq!(done, *expected, "{file}");
        }
        let found = written(&graph, GraphFormat::JsonLines);
        let found: Vec<_> = found
            .lines()
            .filter_map(|line| line.split_once("\"labels\":"))
            .collect();
        let found: Vec<_> = found
            .iter()
            .map(|(_, node)| node.replace('"', ""))
            .collect();
        assert_eq!(found, nodes);
    }
    let person = |id: &str, name: &str| {
        format!(
            "{{\"id\":\"{id}\",\"labels\":[\"Person\"],\"properties\":{{\"name\":\"{name}\"}}}}\n"
        )
    };
    let related = |ty: &str, amount: i64| {
        format!(
            "{{\"type\":\"{ty}\",\"start\":\"0\",\"end\":\"1\",\"properties\":{{\"amt\":{amount}}}}}\n"
        )
    };
    let (ann, bob) = (person("0", "Ann"), person("1", "Bob"));
    let shown = [
        "[Person],properties:{name:Ann}}",
        "[Person],properties:{name:Bob}}",
    ];
    // Again and again: nothing new.
    let two = ann.clone() + &bob + &related("PAID", 5) + &related("OWES", 5);
    check(
        &[&two, &two, &two],
        &[(2, 0, 2, 0), (0, 2, 0, 2), (0, 2, 0, 2)],
        &shown,
    );
    // The ids of two files have nothing to do with each other, nor with names.
    let address = |street: &str| {
        format!(
            "{{\"id\":\"1\",\"labels\":[\"Address\"],\"properties\":{{\"street\":\"{street}\"}}}}\n"
        )
    };
    let one = ann.clone() + &address("Elm 1") + &related("HAS", 0);
    let other = person("0", "Bob") + &address("Oak 9") + &related("HAS", 0);
    check(
        &[
            &one,
            &other,
            "{\"id\":\"Ann\",\"labels\":[\"Cat\"],\"properties\":{\"name\":null}}",
        ],
        &[(2, 0, 1, 0), (2, 0, 1, 0), (1, 0, 0, 0)],
        &[
            shown[0],
            "[Address],properties:{street:Elm 1}}",
            shown[1],
            "[Address],properties:{street:Oak 9}}",
            "[Cat],properties:{}}",
        ],
    );
    // Labels are added, properties are added or overwrite.
    let more = r#"{"id": "9", "labels": ["Listed"], "properties": {"name": "Ann", "age": 3}}"#;
    let listed = ["[Person,Listed],properties:{age:3,name:Ann}}", shown[1]];
    check(
        &[&two, more, &two],
        &[(2, 0, 2, 0), (0, 1, 0, 0), (0, 2, 0, 2)],
        &listed,
    );
    // Of equal relationships there are as many as in the file that has most of them.
    let paid = |times| ann.clone() + &bob + &related("PAID", 5).repeat(times);
    check(
        &[&paid(2), &paid(1), &paid(3), &paid(3)],
        &[(2, 0, 2, 0), (0, 2, 0, 1), (0, 2, 1, 2), (0, 2, 0, 3)],
        &shown,
    );
}

/// Gives so many bytes at a time.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(into.len()).min(self.0.len());
        into[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

/// One node or relationship may take so much to read; the rest of a file is not held at all.
#[test]
fn what_takes_too_much_to_read_is_refused() {
    let list = format!("[1{}]", ", 1".repeat(60_000));
    let text = format!("\"{}\"", "x".repeat(900_000));
    let fits = format!("[1{}]", ", 1".repeat(3_000));
    for (format, before, after) in [
        (GraphFormat::Json, "{\"nodes\": [\n  ", "]}"),
        (GraphFormat::JsonLines, "\n  ", "\n"),
    ] {
        let read = |property: &str| {
            let node = format!("{{\"id\": \"a\", \"properties\": {{\"p\": {property}}}}}");
            let text = format!("{before}{node}{after}");
            let read = Drip(text.as_bytes(), usize::MAX);
            load_from(read, "a.json", format, &Interrupt::default()).map(drop)
        };
        assert!(read(&fits).is_ok());
        for property in [&list, &text] {
            let problem = read(property).unwrap_err().problem;
            assert_eq!(problem.code(), Code::MemoryLimit);
            let place = "line 2, column 3 of `a.json` takes more than 1 MiB";
            assert!(problem.message().contains(place), "{}", problem.message());
        }
    }
}

#[test]
fn streams_of_any_pace_say_the_same_places() {
    // Longer than a block, on many lines and on one.
    let node =
        |id: usize| format!("{{\"id\": \"{id}\", \"properties\": {{\"ä\": \"\\\"}}\\u00e4\"}}}}");
    let nodes: Vec<String> = (0..3000).map(node).collect();
    let bad = "{\"id\": \"x\", \"lables\": []}";
    for (between, end, line, column) in [
        (",\n  ", "", 3002, 22),
        (",\r\n  ", "", 3002, 22),
        (",", "\u{feff}", 1, 0),
    ] {
        let good = format!("{end}{{\"nodes\": [{between}{}", nodes.join(between)).replacen(
            between,
            "\n",
            usize::from(line > 1),
        );
        let good = if line == 1 {
            good.replacen(',', " ", 1)
        } else {
            good
        };
        let column = match column {
            0 => good.chars().count() - 1 + between.len() + 20,
            column => column,
        };
        let text = format!("{good}{between}{bad}]}}");
        for pace in [1, 7, 4096, usize::MAX] {
            let refusal = load_from(
                Drip(text.as_bytes(), pace),
                "a.json",
                GraphFormat::Json,
                &Interrupt::default(),
            )
            .map(drop)
            .unwrap_err();
            let place = refusal
                .source
                .lines()
                .place(refusal.problem.span().unwrap().start);
            assert_eq!((place.line, place.column), (line, column), "{pace}");
            assert!(refusal.problem.message().contains("unknown field `lables`"));
            assert!(refusal.source.text.len() < 1 << 18);
            assert!(refusal.source.text.contains(bad));
        }
        let whole = format!("{good}]}}");
        for pace in [1, 1 << 20] {
            let (graph, _) = load_from(
                Drip(whole.as_bytes(), pace),
                "a.json",
                GraphFormat::Json,
                &Interrupt::default(),
            )
            .unwrap();
            assert_eq!(graph.version().node_count(), 3000);
        }
    }
}

#[test]
fn relationships_before_their_nodes() {
    let mut text = String::from("{\"relationships\": [\n");
    for at in 0..2000 {
        let comma = if at > 0 { ",\n" } else { "" };
        text += &format!(
            "{comma}{{\"type\": \"R\", \"start\": \"n{at}\", \"end\": \"n{}\"}}",
            at + 1
        );
    }
    text += "],\n\"nodes\": [";
    let nodes: Vec<String> = (0..=2000)
        .map(|at| format!("{{\"id\": \"n{at}\"}}"))
        .collect();
    text += &nodes.join(",\n");
    text += "]}";
    let (graph, imported) = load_from(
        text.as_bytes(),
        "a",
        GraphFormat::Json,
        &Interrupt::default(),
    )
    .unwrap();
    assert_eq!(
        (graph.version().node_count(), imported.relationships_created),
        (2001, 2000)
    );
    // The last one has no end.
    let text = text.replace("\"id\": \"n2000\"", "\"id\": \"m2000\"");
    let refusal = load_from(
        text.as_bytes(),
        "a",
        GraphFormat::Json,
        &Interrupt::default(),
    )
    .map(drop)
    .unwrap_err();
    let place = refusal
        .source
        .lines()
        .place(refusal.problem.span().unwrap().start);
    assert_eq!((place.line, place.column), (2001, 40));
    assert!(
        refusal
            .problem
            .message()
            .contains("the end of the relationship, `n2000`")
    );
    assert_eq!(refusal.problem.hints().len(), 1);
}

#[test]
fn bytes_that_are_no_text() {
    let mut text = b"{\"id\": \"a\"}\n{\"id\": \"b\xff\"}\n".to_vec();
    let check = |text: &[u8], expected: &str| {
        let refusal = load_from(
            text,
            "a.jsonl",
            GraphFormat::JsonLines,
            &Interrupt::default(),
        )
        .map(drop)
        .unwrap_err();
        assert_eq!(refusal.problem.code(), Code::InvalidUtf8);
        assert!(
            refusal.problem.message().contains(expected),
            "{:?}",
            refusal.problem
        );
    };
    check(&text, "byte 0xff at line 2, column 10");
    text[9] = 0xe4;
    check(&text, "byte 0xe4 at line 1, column 10");
}

fn value_json() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>()
            .prop_filter("finite", |number| number.is_finite())
            .prop_map(|number| serde_json::Value::from(number).to_string()),
        any::<bool>().prop_map(|truth| truth.to_string()),
        "\\PC{0,8}".prop_map(|text| serde_json::Value::from(text).to_string()),
        prop::collection::vec(any::<i64>(), 0..3).prop_map(|list| format!("{list:?}")),
        (1900..2100i32, 1..13u8, 1..29u8)
            .prop_map(|(y, m, d)| format!("{{\"$date\":\"{y}-{m:02}-{d:02}\"}}")),
        Just("{\"$float\":\"NaN\"}".to_owned()),
    ]
}

proptest! {
    #[test]
    fn import_of_export_is_the_same_graph(
        nodes in prop::collection::vec((prop::collection::vec("[A-C]", 0..3), value_json()), 1..8),
        relationships in prop::collection::vec((0..8usize, 0..8usize, "[R-T]", value_json()), 0..12),
    ) {
        let count = nodes.len();
        let mut lines = String::new();
        for (id, (labels, value)) in nodes.iter().enumerate() {
            lines += &format!("{{\"id\":\"{id}\",\"labels\":{labels:?},\"properties\":{{\"p\":{value}}}}}\n");
        }
        for (start, end, ty, value) in relationships {
            let (start, end) = (start % count, end % count);
            lines += &format!("{{\"type\":\"{ty}\",\"start\":\"{start}\",\"end\":\"{end}\",\"properties\":{{\"q\":{value}}}}}\n");
        }
        let graph = Graph::new();
        load(&lines, GraphFormat::JsonLines, &graph, &ImportOptions::default()).unwrap();
        let text = written(&graph, GraphFormat::Json);
        let again = Graph::new();
        load(&text, GraphFormat::Json, &again, &ImportOptions::default()).unwrap();
        prop_assert_eq!(written(&again, GraphFormat::Json), text);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[\\[\\]{}\",:a-z0-9\\\\]{0,60}") {
        let mut transaction = Graph::new().begin();
        for format in [GraphFormat::Json, GraphFormat::JsonLines] {
            let _ = import(&Source::new("g", text.as_str()), format, &mut transaction, &ImportOptions::default());
        }
    }
}

/// Hands out data and raises a flag once so many bytes of it are out.
struct Raising<'a> {
    rest: &'a [u8],
    until: usize,
    after: usize,
    flag: &'a AtomicBool,
}

impl Read for Raising<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.rest.read(buffer)?;
        if self.flag.load(Ordering::Relaxed) {
            self.after += count;
        }
        match self.until.checked_sub(count) {
            Some(until) => self.until = until,
            None => self.flag.store(true, Ordering::Relaxed),
        }
        Ok(count)
    }
}

/// A flag that is raised while a file is read ends that before the next block, and nothing of the file stays.
#[test]
fn a_flag_ends_an_import() {
    let never = Interrupt::default();
    let nodes = (0..3000).map(|n| format!(r#"{{"id":"node {n}","properties":{{"x":{n}}}}}"#));
    let relationships = (0..3000).map(|n| {
        let end = (n * 7 + 1) % 3000;
        format!(r#"{{"type":"T","start":"node {n}","end":"node {end}"}}"#)
    });
    let (nodes, relationships): (Vec<_>, Vec<_>) = (nodes.collect(), relationships.collect());
    let json = format!(
        r#"{{"relationships":[{}],"nodes":[{}]}}"#,
        relationships.join(","),
        nodes.join(",")
    );
    let lines = [nodes, relationships].concat().join("\n");
    for (text, format) in [(json, GraphFormat::Json), (lines, GraphFormat::JsonLines)] {
        let text = text.as_bytes();
        let whole = load_from(text, "a", format, &never).unwrap().0.version();
        assert_eq!(
            (whole.node_count(), whole.relationship_count()),
            (3000, 3000)
        );
        for until in (0..text.len()).step_by(50_000).chain([text.len() - 1]) {
            let raised = Arc::new(AtomicBool::new(false));
            let interrupt = Interrupt::default().with_cancel(Arc::clone(&raised));
            let data = || Raising {
                rest: text,
                until,
                after: 0,
                flag: &raised,
            };
            let mut first = data();
            let refused = load_from(&mut first, "a", format, &interrupt)
                .err()
                .unwrap();
            assert_eq!(refused.problem.code(), Code::Cancelled, "{until}");
            assert_eq!(first.after, 0, "{until}");

            raised.store(false, Ordering::Relaxed);
            let graph = Graph::new();
            let mut transaction = graph.begin();
            transaction.set_interrupt(interrupt);
            let (mut second, options) = (data(), ImportOptions::default());
            let done = import_from(&mut second, "a", format, &mut transaction, &options);
            assert_eq!(second.after, 0, "{until}");
            if done.is_err() {
                assert_eq!(transaction.changes().len(), 0, "{until}");
                assert_eq!(transaction.read().node_count(), 0, "{until}");
            } else {
                // What came with the last block is stopped here.
                assert_eq!(transaction.commit().unwrap_err().code(), Code::Cancelled);
            }
            assert_eq!(graph.version().node_count(), 0, "{until}");
        }
    }
}
