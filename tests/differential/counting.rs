//! Random queries that count, group and look for the first: what planners rewrite most.
//!
//! In: a seed. Out: a graph of a chosen size and a query whose rows no right answer could order otherwise. Knows nothing
//! of what the right answer is.

use std::fmt::Write as _;

use crate::generator::Chance;

const LABELS: [&str; 3] = ["A", "B", "C"];
const TYPES: [&str; 3] = ["R", "S", "T"];

/// Statements that build a graph of `nodes` nodes. Some graphs have no cycle, in some every relationship of a type joins
/// nodes of the same labels, and some have properties of one type only.
pub(crate) fn graph(chance: &mut Chance, nodes: usize) -> Vec<String> {
    let acyclic = chance.one_in(2);
    let schema = chance.one_in(2);
    let plain = chance.one_in(2);
    let mut statements = vec!["CREATE ".to_owned()];
    for node in 0..nodes {
        let labels = if schema {
            [":A", ":A:B", ":C"][node % 3].to_owned()
        } else {
            LABELS
                .iter()
                .filter(|_| chance.one_in(2))
                .map(|label| format!(":{label}"))
                .collect()
        };
        let q = if plain {
            format!("'t{}'", chance.below(5))
        } else {
            chance
                .pick(&[
                    "1",
                    "1.0",
                    "2.5",
                    "'x'",
                    "null",
                    "datetime('2021-07-04T10:00Z')",
                ])
                .to_owned()
        };
        let p = if plain || !chance.one_in(4) {
            chance.below(6).to_string()
        } else {
            "null".to_owned()
        };
        let separator = if node == 0 { "" } else { ", " };
        let _ = write!(
            statements[0],
            "{separator}(n{node}{labels} {{i: {node}, p: {p}, q: {q}}})"
        );
    }
    let hub = chance.one_in(3);
    for _ in 0..nodes * 2 {
        let (mut from, mut to) = (chance.below(nodes), chance.below(nodes));
        if hub && chance.one_in(3) {
            to %= 2;
        }
        if acyclic && from > to {
            std::mem::swap(&mut from, &mut to);
        }
        if acyclic && from == to {
            continue;
        }
        let ty = chance.below(3);
        if schema {
            from -= from % 3;
            to = (to - to % 3 + ty).min(nodes - 1);
            if acyclic && from >= to {
                continue;
            }
        }
        let _ = write!(
            statements[0],
            ", (n{from})-[:{} {{p: {}}}]->(n{to})",
            TYPES[ty],
            if plain {
                chance.below(4).to_string()
            } else {
                chance
                    .pick(&["0", "1", "1.0", "2", "null", "0.0/0.0", "[1]", "[null]"])
                    .to_owned()
            }
        );
    }
    statements
}

/// Changes to run in an open transaction, so that queries see what is not committed.
pub(crate) fn changes(chance: &mut Chance) -> Vec<String> {
    (0..chance.below(4))
        .map(|_| {
            let (i, j) = (chance.below(6), chance.below(6));
            let ty = chance.pick(&TYPES);
            match chance.below(5) {
                0 => format!("MATCH (a {{i: {i}}})-[r:{ty}]->() DELETE r"),
                1 => format!("MATCH (a {{i: {i}}}), (b {{i: {j}}}) CREATE (b)-[:{ty}]->(a)"),
                2 => format!("MATCH (a {{i: {i}}}) REMOVE a:A SET a:C, a.p = {j}"),
                3 => format!("MATCH (a {{i: {i}}}) DETACH DELETE a"),
                _ => format!("CREATE (:B {{i: {}, p: {j}}})", 100 + i),
            }
        })
        .collect()
}

/// A pattern with the names of its nodes.
struct Pattern {
    text: String,
    nodes: Vec<String>,
}

/// A hop as written; `length` allows variable lengths.
fn hop(chance: &mut Chance, length: bool) -> String {
    let (before, after) = [("-", "->"), ("<-", "-"), ("-", "-")][chance.below(3)];
    let types = match chance.below(4) {
        0..=2 => format!(":{}", chance.pick(&TYPES)),
        _ => format!(":{}|{}", chance.pick(&TYPES), chance.pick(&TYPES)),
    };
    let stars = if length && chance.one_in(4) {
        chance.pick(&["*1..2", "*0..2", "*2..3", "*1..3", "*2"])
    } else {
        ""
    };
    format!("{before}[{types}{stars}]{after}")
}

fn node(chance: &mut Chance, name: &str) -> String {
    if chance.one_in(2) {
        format!("({name}:{})", chance.pick(&LABELS))
    } else {
        format!("({name})")
    }
}

fn pattern(chance: &mut Chance, names: &[&str], length: bool) -> Pattern {
    let mut text = node(chance, names[0]);
    for name in &names[1..] {
        text += &hop(chance, length);
        text += &node(chance, name);
    }
    Pattern {
        text,
        nodes: names.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// A condition on one node, or between two.
fn condition(chance: &mut Chance, nodes: &[String]) -> String {
    let one = nodes[chance.below(nodes.len())].clone();
    let other = nodes[chance.below(nodes.len())].clone();
    match chance.below(8) {
        0 => format!("{one}.p < {}", chance.below(6)),
        1 => format!("{one}.p >= {} AND {one}.p <> 3", chance.below(6)),
        2 => format!("{one}.q = {}", chance.pick(&["1", "'t1'", "'x'", "2.5"])),
        3 => format!("{one}.q STARTS WITH 't'"),
        4 => format!("{one}.q CONTAINS '1'"),
        5 => format!("toLower(toString({one}.p)) = '{}'", chance.below(4)),
        6 => format!("{one}.i < {other}.i"),
        _ => format!("{one}.q IN ['t1', 'x', 1]"),
    }
}

/// A query of one of the shapes.
pub(crate) fn query(chance: &mut Chance, large: bool) -> String {
    let length = !large;
    match chance.below(12) {
        // Neighbours of one node with something in common.
        10 | 11 => joined(chance),
        // Chains and stars, grouped by a node or a property of it.
        0 | 1 => {
            let names: &[&str] = [&["a", "b"][..], &["a", "b", "c"], &["a", "b", "c", "d"]]
                [chance.below(if large { 2 } else { 3 })];
            let pattern = pattern(chance, names, length);
            let mut text = format!("MATCH {}", pattern.text);
            if chance.one_in(2) {
                text += &format!(" WHERE {}", condition(chance, &pattern.nodes));
            }
            text + " RETURN " + &aggregates(chance, &pattern.nodes)
        }
        2 => {
            let center = pattern(chance, &["a", "b"], length);
            let (first, second) = (hop(chance, length), node(chance, "c"));
            let nodes = ["a", "b", "c"].map(str::to_owned);
            let mut text = format!("MATCH {}, (a){first}{second}", center.text);
            if chance.one_in(2) {
                text += &format!(" WHERE {}", condition(chance, &nodes));
            }
            text + " RETURN " + &aggregates(chance, &nodes)
        }
        // Cycles.
        3 => {
            let chain = pattern(chance, &["a", "b", "c"], false);
            let close = hop(chance, false);
            let mut text = format!("MATCH {}, (a){close}(c)", chain.text);
            if chance.one_in(2) {
                text += &format!(" WHERE {}", condition(chance, &chain.nodes));
            }
            text + " RETURN " + &aggregates(chance, &chain.nodes)
        }
        // Longer cycles, and ones that are optional.
        4 => {
            let chain = pattern(chance, &["a", "b", "c", "d"], false);
            let close = hop(chance, false);
            let start = if large { " WHERE a.i < 9" } else { "" };
            let text = format!("MATCH {}, (a){close}(d){start}", chain.text);
            text + " RETURN " + &aggregates(chance, &["a".to_owned(), "c".to_owned()])
        }
        5 => {
            let first = pattern(chance, &["a", "b"], false);
            let (one, other) = (hop(chance, false), hop(chance, false));
            let end = node(chance, "c");
            let filter = if chance.one_in(2) {
                format!(" WHERE {}", condition(chance, &["c".to_owned()]))
            } else {
                String::new()
            };
            let key = chance.pick(&["a", "b", "a, b", "a.p AS p", "b.q AS q"]);
            let counted = chance.pick(&["count(c)", "count(DISTINCT c)", "count(*)"]);
            format!(
                "MATCH {} OPTIONAL MATCH (a){one}{end}{other}(b){filter} WITH {key}, {counted} AS n RETURN n, count(*) AS m",
                first.text
            )
        }
        // Optional parts, counted.
        6 => {
            let (hop, end) = (hop(chance, length), node(chance, "b"));
            let filter = if chance.one_in(2) {
                format!(" WHERE {}", condition(chance, &["b".to_owned()]))
            } else {
                String::new()
            };
            let counted = chance.pick(&[
                "count(b)",
                "count(DISTINCT b)",
                "count(b.p)",
                "count(*)",
                "max(b.p)",
                "count(b) + 1",
            ]);
            format!(
                "MATCH (a:{}) OPTIONAL MATCH (a){hop}{end}{filter} WITH a, {counted} AS n RETURN n, count(*) AS m",
                chance.pick(&LABELS)
            )
        }
        // Existence.
        7 => {
            let (hop, end) = (hop(chance, false), node(chance, ""));
            let not = chance.pick(&["", "NOT "]);
            format!(
                "MATCH (a:{}) WHERE {not}(a){hop}{end} RETURN count(*) AS n, min(a.p) AS p",
                chance.pick(&LABELS)
            )
        }
        // Reach, then on.
        8 => {
            let stars = chance.pick(&["*1..2", "*0..2", "*1..3", "*"]);
            let ty = chance.pick(&TYPES);
            let (before, after) = [("-", "->"), ("<-", "-"), ("-", "-")][chance.below(3)];
            let on = pattern(chance, &["f", "g"], false);
            let start = if large { "a.i < 3" } else { "a.p < 3" };
            let few = matches!(stars, "*1..2" | "*0..2");
            let with = ["DISTINCT f", "f", "a, f"][if few { chance.below(3) } else { 0 }];
            // What is known of the far end may make it the better start.
            let filter = chance.pick(&[
                "",
                "",
                " WHERE g.i = 5",
                " WHERE g.i IN [3, 4, 9] AND g.p < 5",
                " WHERE g.i = 2 AND f.p > 1",
            ]);
            format!(
                "MATCH (a){before}[:{ty}{stars}]{after}(f) WHERE {start} AND f.i <> a.i WITH {with} MATCH {}{filter} RETURN {}",
                on.text,
                aggregates(chance, &on.nodes)
            )
        }
        // Shortest paths.
        _ => {
            let selector = chance.pick(&["shortestPath", "allShortestPaths"]);
            let ty = chance.pick(&TYPES);
            let (before, after) = [("-", "->"), ("<-", "-"), ("-", "-")][chance.below(3)];
            let stars = chance.pick(&["*", "*1..3", "*0..2", "*..2"]);
            let ends = if large {
                "(a {i: 1}), (b {p: 2})"
            } else {
                "(a {p: 1}), (b {p: 2})"
            };
            let last = chance.pick(&[
                "length(path) AS l, count(*) AS n",
                "a.i AS a, b.i AS b, length(path) AS l, count(*) AS n",
                "count(b) AS n",
            ]);
            format!(
                "MATCH {ends} MATCH path = {selector}((a){before}[:{ty}{stars}]{after}(b)) RETURN {last}"
            )
        }
    }
}

/// Two hops from one node that are equal in a property of the relationships or of the ends.
fn joined(chance: &mut Chance) -> String {
    let named = |hop: &str, name: &str| hop.replacen('[', &format!("[{name}"), 1);
    let (first, second) = (hop(chance, false), hop(chance, false));
    let (first, second) = (named(&first, "r"), named(&second, "s"));
    let nodes = ["a", "b", "c"].map(|name| node(chance, name));
    let [a, b, c] = &nodes;
    let equal = chance.pick(&[
        "r.p = s.p",
        "a.q = c.q",
        "c.p = a.p",
        "a.p = c.p AND r.p = s.p",
        "s.p = c.p + r.p",
        "toString(a.q) = toString(c.q)",
        "s.p = a.p AND a.i < c.i",
        "1 / (c.p - 1) = r.p",
    ]);
    let grouped = format!(
        "RETURN {} AS p, count(*) AS n, sum(c.p) AS x",
        same_one("r.p")
    );
    let rest = chance.pick(&[
        "RETURN a.i, c.i",
        "RETURN count(*) AS n",
        "RETURN b.i AS b, count(DISTINCT c) AS n",
        &grouped,
    ]);
    match chance.below(4) {
        0 => format!("MATCH {a}{first}{b} MATCH (b){second}{c} WHERE {equal} {rest}"),
        1 => format!("MATCH {a}{first}{b} OPTIONAL MATCH (b){second}{c} WHERE {equal} {rest}"),
        2 => format!(
            "MATCH {a}{first}{b} WHERE EXISTS {{ MATCH (b){second}{c} WHERE {equal} }} RETURN a.i, b.i"
        ),
        _ => format!("MATCH {a}{first}{b}{second}{c} WHERE {equal} {rest}"),
    }
}

/// A key that shows the same whether 1 or 1.0 came first: they are one group, and the order of rows is not compared.
fn same_one(key: &str) -> String {
    format!("CASE WHEN {key} = 1 THEN 1 ELSE {key} END")
}

/// What is returned: keys and aggregates, perhaps in an order and cut off.
fn aggregates(chance: &mut Chance, nodes: &[String]) -> String {
    let node = |chance: &mut Chance| nodes[chance.below(nodes.len())].clone();
    let mut items = Vec::new();
    for number in 0..chance.below(3) {
        let node = node(chance);
        let key = match chance.below(4) {
            0 => node,
            1 => same_one(&format!("{node}.q")),
            2 => format!("{node}.p"),
            _ => format!("{node}:A"),
        };
        items.push(format!("{key} AS k{number}"));
    }
    let keys = items.len();
    for number in 0..=chance.below(2) {
        let node = node(chance);
        let aggregate = match chance.below(8) {
            0..=2 => "count(*)".to_owned(),
            3 => format!("count(DISTINCT {node})"),
            4 => format!("count({node}.p)"),
            5 => format!("max({node}.q)"),
            6 => format!("sum({node}.p)"),
            _ => format!("min({node}.i)"),
        };
        items.push(format!("{aggregate} AS x{number}"));
    }
    let mut text = items.join(", ");
    if chance.one_in(3) {
        // Ordered by all of it, so that a cut leaves the same rows.
        let by: Vec<String> = (0..keys)
            .map(|key| format!("k{key}"))
            .chain(["x0 DESC".to_owned()])
            .chain((1..items.len() - keys).map(|extra| format!("x{extra}")))
            .collect();
        let _ = write!(
            text,
            " ORDER BY {} LIMIT {}",
            by.join(", "),
            1 + chance.below(4)
        );
    }
    text
}
