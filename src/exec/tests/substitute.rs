//! Operators that only a planner chooses, put in the place of the ones they stand for.

use super::{PEOPLE, execute, execute_changed};
use crate::exec::Context;
use crate::graph::view::{Mask, Visibility, Visible};
use crate::graph::{CHUNK, Graph, TypeId, Version};
use crate::plan::{CountedHop, Indexed, OpKind, OtherKeys, StoreCount};
use crate::semantics::checked::{Expr, LabelExpr};
use crate::source::Span;
use crate::value::{Map, NodeId};

fn people() -> Graph {
    let graph = Graph::new();
    for text in PEOPLE {
        execute(&graph, text, &Map::new(), |context| context).unwrap();
    }
    graph
}

/// The statement gives these rows when its operators are changed like this.
#[track_caller]
fn check(graph: &Graph, text: &str, change: impl Fn(&mut OpKind) -> bool, expected: &[&str]) {
    let mut changed = false;
    let result = execute_changed(graph, text, &Map::new(), |context| context, &mut |op| {
        changed |= change(op);
    });
    let mut rows = result.unwrap_or_else(|problem| panic!("{text}\n{problem}"));
    rows.sort();
    assert!(changed, "nothing to change in {text}");
    assert_eq!(rows, expected, "{text}");
}

/// Expands become counts in the variable of the relationship.
fn counted(labels: Option<&str>) -> impl Fn(&mut OpKind) -> bool {
    let labels = labels.map(|label| LabelExpr::Label(label.into()));
    move |op| {
        let OpKind::Expand(hop) = op else {
            return false;
        };
        *op = OpKind::ExpandCount {
            count: hop.relationship,
            hops: vec![CountedHop {
                hop: hop.clone(),
                labels: labels.clone(),
                condition: None,
            }],
            times: None,
            keep_zero: false,
        };
        true
    }
}

#[test]
fn counts_of_hops() {
    let graph = people();
    check(
        &graph,
        "MATCH (a:Person)-[r]->(b) RETURN a.name, r",
        counted(None),
        &["'a' 5", "'b' 2", "'c' 2", "'d' 1"],
    );
    check(
        &graph,
        "MATCH (a:Person)-[r:LIKES]-(b) RETURN a.name, r",
        counted(None),
        &["'a' 3", "'b' 3", "'c' 1"],
    );
    check(
        &graph,
        "MATCH (a)-[r]->(b) RETURN a.name, r",
        counted(Some("City")),
        &["'a' 1", "'c' 1"],
    );
    // What an earlier relationship took is not counted; the first of the two stays an expand.
    let last = |op: &mut OpKind| match op {
        OpKind::Expand(hop) if !hop.distinct_from.is_empty() => counted(None)(op),
        _ => false,
    };
    check(
        &graph,
        "MATCH (a {name: 'b'})-[q:LIKES]-(b)-[r:LIKES]-(c) RETURN b.name, r",
        last,
        &["'a' 2", "'a' 2", "'b' 2"],
    );
}

#[test]
fn counts_of_the_store() {
    let graph = people();
    let count = |what: StoreCount| {
        move |op: &mut OpKind| {
            let OpKind::Unwind { variable, .. } = op else {
                return false;
            };
            *op = OpKind::CountStore {
                what: what.clone(),
                variable: *variable,
            };
            true
        }
    };
    let text = "UNWIND [0] AS n RETURN n";
    check(&graph, text, count(StoreCount::Nodes(None)), &["5"]);
    check(
        &graph,
        text,
        count(StoreCount::Nodes(Some("Person".into()))),
        &["4"],
    );
    check(
        &graph,
        text,
        count(StoreCount::Nodes(Some("Nobody".into()))),
        &["0"],
    );
    check(
        &graph,
        text,
        count(StoreCount::Relationships(Vec::new())),
        &["10"],
    );
    check(
        &graph,
        text,
        count(StoreCount::Relationships(vec![
            "LIKES".into(),
            "KNOWS".into(),
        ])),
        &["8"],
    );
}

#[test]
fn seeks() {
    let seek = |value: i64| {
        move |op: &mut OpKind| {
            let OpKind::AllNodes { node } = op else {
                return false;
            };
            let value = Expr::literal(value, Span::default());
            *op = OpKind::IndexSeek {
                found: *node,
                indexed: Indexed::Label("Person".into()),
                values: vec![("age".into(), value)],
                present: Vec::new(),
            };
            true
        }
    };
    let range = |lower: Option<(i64, bool)>, upper: Option<(i64, bool)>| {
        move |op: &mut OpKind| {
            let OpKind::AllNodes { node } = op else {
                return false;
            };
            let bound = |bound: Option<(i64, bool)>| {
                bound.map(|(value, included)| (Expr::literal(value, Span::default()), included))
            };
            *op = OpKind::IndexRange {
                found: *node,
                indexed: Indexed::Label("Person".into()),
                key: "age".into(),
                lower: bound(lower),
                upper: bound(upper),
                others: OtherKeys::default(),
            };
            true
        }
    };
    let (with, without) = (people(), people());
    let mut transaction = with.begin();
    let (label, key) = (
        transaction.label("Person").unwrap(),
        transaction.key("age").unwrap(),
    );
    transaction.create_index(label, key).unwrap();
    transaction.commit().unwrap();
    for graph in [&with, &without] {
        let text = "UNWIND [1, 2] AS i MATCH (n) RETURN n.name";
        check(graph, text, seek(20), &["'b'", "'b'"]);
        check(graph, text, seek(25), &[]);
        let text = "MATCH (n) RETURN n.age";
        check(graph, text, range(Some((10, false)), None), &["20", "30"]);
        check(
            graph,
            text,
            range(Some((10, true)), Some((30, false))),
            &["10", "20"],
        );
        check(graph, text, range(None, Some((20, true))), &["10", "20"]);
        check(graph, text, range(Some((21, true)), Some((29, true))), &[]);
    }
}

/// Hides the bosses and what people like.
struct Modest;

impl Visibility for Modest {
    fn nodes(&self, version: &Version, chunk: u32) -> Mask {
        let mut mask = [!0; 16];
        if let Some(boss) = version.label_id("Boss") {
            for place in
                (0..CHUNK).filter(|place| version.has_label(NodeId(chunk * CHUNK + place), boss))
            {
                mask[place as usize / 64] &= !(1 << (place % 64));
            }
        }
        mask
    }
    fn relationships(&self, version: &Version, ty: TypeId, _: u32) -> Mask {
        [if version.type_name(ty).as_ref() == "LIKES" {
            0
        } else {
            !0
        }; 16]
    }
}

#[test]
fn views_hide_nodes_and_relationships() {
    let graph = people();
    let rows = |text: &str| {
        let modest = |context: Context| {
            let visible = Visible::new(&context.version(), Box::new(Modest));
            context.with_visibility(Some(visible.into()))
        };
        let mut rows = execute(&graph, text, &Map::new(), modest).unwrap();
        rows.sort();
        rows
    };
    assert_eq!(
        rows("MATCH (n) RETURN n.name"),
        ["'a'", "'b'", "'d'", "'x'"]
    );
    assert_eq!(
        rows("MATCH (a)-[r]->(b) RETURN a.name, type(r)"),
        ["'a' 'KNOWS'", "'a' 'LIVES'", "'d' 'KNOWS'"]
    );
    assert_eq!(
        rows("MATCH (a {name: 'a'}), (b {name: 'b'}) MATCH (a)-[r]-(b) RETURN type(r)"),
        ["'KNOWS'"]
    );
    assert_eq!(
        rows("MATCH (:Person {name: 'd'})-[*]->(b) RETURN b.name"),
        ["'a'", "'b'", "'x'"]
    );
    assert_eq!(
        rows(
            "MATCH (a {name: 'b'}), (b {name: 'd'}) MATCH p = shortestPath((a)-[*]-(b)) RETURN length(p)"
        ),
        ["2"]
    );
}

#[test]
fn a_list_that_is_walked_backwards_is_bound_as_written() {
    let graph = people();
    let text = "MATCH (a {name: 'a'})<-[r:KNOWS*2]-(b) RETURN [x IN r | x.since]";
    let backwards = |op: &mut OpKind| {
        let OpKind::VarExpand { hop, .. } = op else {
            return false;
        };
        hop.reversed = !hop.reversed;
        true
    };
    check(&graph, text, backwards, &["[3, 4]"]);
}
