//! Searches against walking every trail, on random graphs.

use proptest::prelude::{ProptestConfig, any, prop, proptest};

use super::{built, execute, execute_changed, run_plan};
use crate::diagnostic::Result;
use crate::exec::Context;
use crate::graph::Graph;
use crate::optimize::{self, Options};
use crate::plan::{Op, OpKind};
use crate::value::{Map, NodeId};

/// `nodes` nodes numbered by `n`, and relationships of two types with a weight.
fn graph(nodes: u32, ends: &[(u32, u32, bool)]) -> Result<Graph> {
    let graph = Graph::new();
    let mut transaction = graph.begin();
    let (n, w) = (transaction.key("n")?, transaction.key("w")?);
    let types = [transaction.rel_type("R")?, transaction.rel_type("S")?];
    for node in 0..nodes {
        transaction.create_node(&[], &[(n, i64::from(node).into())])?;
    }
    for (number, (from, to, second)) in ends.iter().enumerate() {
        let (from, to) = (NodeId(from % nodes), NodeId(to % nodes));
        let weight = (number as i64 % 3).into();
        let ty = types[usize::from(*second)];
        transaction.create_relationship(ty, from, to, &[(w, weight)])?;
    }
    transaction.commit()?;
    Ok(graph)
}

fn rows(graph: &Graph, text: &str, change: &mut dyn FnMut(&mut OpKind)) -> Vec<String> {
    let result = execute_changed(graph, text, &Map::new(), |context| context, change);
    let mut rows = result.unwrap_or_else(|problem| panic!("{text}\n{problem}"));
    rows.sort();
    rows
}

fn number(graph: &Graph, text: &str) -> Option<i64> {
    let rows = execute(graph, text, &Map::new(), |context| context);
    rows.unwrap_or_else(|problem| panic!("{text}\n{problem}"))[0]
        .parse()
        .ok()
}

/// `-[...]-` in one of three directions.
fn arrow(direction: u8, inside: &str) -> String {
    match direction % 3 {
        0 => format!("-[{inside}]->"),
        1 => format!("<-[{inside}]-"),
        _ => format!("-[{inside}]-"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn ends_are_those_of_all_trails(
        nodes in 1_u32..6,
        ends in prop::collection::vec((0_u32..6, 0_u32..6, any::<bool>()), 0..8),
        direction in any::<u8>(),
        min in 0_u32..2,
        more in 0_u32..5,
        filtered in any::<bool>(),
    ) {
        let graph = graph(nodes, &ends).unwrap();
        let filter = if filtered { " {w: 1}" } else { "" };
        for upper in [String::new(), format!("{}", min + more)] {
            let hop = arrow(direction, &format!("*{min}..{upper}{filter}"));
            let text = format!("MATCH (a){hop}(b) RETURN DISTINCT a.n, b.n");
            let trails = rows(&graph, &text, &mut |_| {});
            let mut changed = false;
            let once = rows(&graph, &text, &mut |op| {
                if let OpKind::VarExpand { distinct_ends, .. } = op {
                    *distinct_ends = true;
                    changed = true;
                }
            });
            assert!(changed);
            assert_eq!(once, trails, "{text}");
        }
    }

    /// What is found towards a bound end is what leads there of all there is.
    #[test]
    fn trails_to_a_target_are_those_of_all_trails_that_end_there(
        nodes in 1_u32..6,
        ends in prop::collection::vec((0_u32..6, 0_u32..6, any::<bool>()), 0..9),
        direction in any::<u8>(),
        min in 0_u32..3,
        more in 0_u32..5,
        filtered in any::<bool>(),
        after_another in any::<bool>(),
    ) {
        let graph = graph(nodes, &ends).unwrap();
        let filter = if filtered { " {w: 1}" } else { "" };
        let (with, before, apart) = if after_another {
            ("(b)-[s:R]->(), ", "MATCH (b)-[s:R]->() ", " AND NOT s IN r")
        } else {
            ("", "", "")
        };
        let shown = "RETURN a.n, b.n, [x IN r | id(x)]";
        for upper in [String::new(), format!("{}", min + more)] {
            let hop = arrow(direction, &format!("r*{min}..{upper}{filter}"));
            let to_target = format!("MATCH (a), (b) MATCH {with}(a){hop}(b) {shown}");
            let of_all = format!(
                "MATCH (a), (b) {before}MATCH (a){hop}(c) WITH * WHERE b = c{apart} {shown}"
            );
            let found = rows(&graph, &to_target, &mut |_| {});
            assert_eq!(found, rows(&graph, &of_all, &mut |_| {}), "{to_target}");
        }
    }

    #[test]
    fn shortest_paths_are_the_shortest_trails(
        nodes in 2_u32..6,
        ends in prop::collection::vec((0_u32..6, 0_u32..6, any::<bool>()), 0..8),
        direction in any::<u8>(),
        min in 0_u32..2,
        to in 0_u32..6,
        ty in prop::sample::select(vec!["", ":R", ":S"]),
    ) {
        let graph = graph(nodes, &ends).unwrap();
        let hop = arrow(direction, &format!("r{ty}*{min}.."));
        let both = format!("MATCH (a {{n: 0}}), (b {{n: {}}})", to % nodes);
        for condition in ["", "WHERE size([x IN r WHERE x.w = 2]) < 2", "WHERE length(p) <> 2"] {
            let trails = format!("{both} MATCH p = (a){hop}(b) {condition}");
            let shortest = number(&graph, &format!("{trails} RETURN min(length(p))"));
            let count = |search: &str| {
                let text = format!("{both} MATCH p = {search}((a){hop}(b)) {condition} RETURN length(p)");
                rows(&graph, &text, &mut |_| {})
            };
            let all = match shortest {
                None => Vec::new(),
                Some(length) => rows(
                    &graph,
                    &format!("{trails} WITH p WHERE length(p) = {length} RETURN length(p)"),
                    &mut |_| {},
                ),
            };
            assert_eq!(count("allShortestPaths"), all, "{trails}");
            let one: Vec<String> = all.into_iter().take(1).collect();
            assert_eq!(count("shortestPath"), one, "{trails}");
        }
    }
}

/// Roots with children with children, and a chain below the last one.
fn trees(roots: u32, children: u32, chain: u32) -> Graph {
    let mut ends = Vec::new();
    let mut nodes = roots;
    let mut level: Vec<u32> = (0..roots).collect();
    for _ in 0..2 {
        let mut next = Vec::new();
        for from in level {
            for _ in 0..children {
                ends.push((from, nodes, false));
                next.push(nodes);
                nodes += 1;
            }
        }
        level = next;
    }
    for _ in 0..chain {
        ends.push((nodes - 1, nodes, false));
        nodes += 1;
    }
    graph(nodes, &ends).unwrap()
}

#[track_caller]
fn counts(graph: &Graph, length: &str, expected: i64) {
    let text = format!("MATCH (a)-[:R*{length}]->(b) RETURN count(*)");
    let nothing = Map::new();
    let plan = built(&text, &nothing).unwrap();
    let plan = optimize::run(plan, &*graph.version(), &Options::default()).plan;
    let by_counting = |op: &Op| matches!(op.kind, OpKind::TrailCount { .. });
    assert!(plan.ops.iter().any(by_counting), "{text}");
    let found = run_plan(graph, &plan, &nothing, |context| context).unwrap();
    assert_eq!(found, [expected.to_string()], "{text}");
}

/// Walks that branch little, and so much that they cannot go abreast.
#[test]
fn walks_are_counted_however_much_they_branch() {
    for (roots, children) in [(3, 4), (4, 130)] {
        let graph = trees(roots, children, 2);
        let (first, second) = (
            i64::from(roots * children),
            i64::from(roots * children * children),
        );
        // By length: 1, then 2, 3 and 4; the chain adds what ends in it.
        let by_length = [first + second + 2, second + 2, 2, 1];
        let nodes = i64::from(roots) + first + second + 2;
        counts(&graph, "1..2", by_length[0] + by_length[1]);
        counts(&graph, "2..3", by_length[1] + by_length[2]);
        counts(&graph, "", by_length.iter().sum());
        counts(&graph, "0..", nodes + by_length.iter().sum::<i64>());
        counts(&graph, "5..9", 0);
    }
}

/// On a chain nothing leads back, however far one goes.
#[test]
fn closed_trails_are_looked_for_no_deeper_than_they_may_be() {
    let nodes = 50_000;
    let ends: Vec<_> = (1..nodes).map(|node| (node - 1, node, false)).collect();
    let graph = graph(nodes, &ends).unwrap();
    for (length, expected) in [("1..2", 4), ("1..3", 6), ("1..9", 18)] {
        let text =
            format!("MATCH (a {{n: 25000}})-[:R*{length}]-(b) RETURN count(DISTINCT b) AS n");
        let nothing = Map::new();
        let plan = built(&text, &nothing).unwrap();
        let plan = optimize::run(plan, &*graph.version(), &Options::default()).plan;
        let little = |context: Context| context.with_memory_limit(Some(1 << 19));
        let found = run_plan(&graph, &plan, &nothing, little);
        assert_eq!(found.unwrap(), [expected.to_string()], "{text}");
    }
}

/// A way to a bound end is found, or that there is none, without all trails that lead elsewhere being walked.
#[test]
fn a_target_is_not_looked_for_where_it_cannot_be() {
    // Ladders, of which trails without number lead from step to step, and beside the first one a short way.
    let ladder = |from: u32, to: u32| (from..to).flat_map(|step| [(step, step + 1, false); 2]);
    let mut ends: Vec<_> = ladder(1, 200).chain(ladder(200, 400)).collect();
    ends.extend([
        (0, 1, false),
        (0, 401, false),
        (401, 402, false),
        (403, 0, false),
    ]);
    let graph = graph(404, &ends).unwrap();
    let (one, all) = ("RETURN size(r) AS n LIMIT 1", "RETURN size(r) AS n");
    for (hop, target, shown, expected) in [
        ("-[r:R*]->", 402, one, &["2"][..]),
        ("-[r:R*]->", 402, all, &["2"]),
        ("-[r:R*..50]->", 402, all, &["2"]),
        ("-[r:R*]->", 403, all, &[]),
        ("<-[r:R*]-", 403, all, &["1"]),
        ("-[r:R*]-", 402, one, &["2"]),
        ("-[r:R*]-", 402, all, &["2"]),
        ("-[r:R*1..500]-", 403, all, &["1"]),
        ("-[r:R*]-", 400, one, &["400"]),
        ("-[r:R*1..399]->", 400, all, &[]),
    ] {
        let text = format!("MATCH (a {{n: 0}}), (b {{n: {target}}}) MATCH (a){hop}(b) {shown}");
        assert_eq!(rows(&graph, &text, &mut |_| {}), expected, "{text}");
    }
}
