//! petgraph's algorithms give the same answers on the live graph as on its export.

use ::petgraph::algo::{
    astar, connected_components, dijkstra, is_isomorphic, kosaraju_scc, toposort,
};
use ::petgraph::graph::NodeIndex;
use ::petgraph::stable_graph::StableDiGraph;
use ::petgraph::visit::{Bfs, EdgeRef, IntoEdgeReferences, Reversed};
use proptest::prelude::{prop, proptest};

use super::Selection;
use crate::graph::{Graph, Version};
use crate::value::{NodeId, Value};

type Plan = (Vec<(u32, u32, bool)>, Vec<u32>);

/// 12 nodes, relationships of two types, then some nodes deleted.
fn graph((relationships, deleted): &Plan) -> Graph {
    let graph = Graph::new();
    let mut tx = graph.begin();
    let types = [tx.rel_type("A").unwrap(), tx.rel_type("B").unwrap()];
    let (label, key) = (tx.label("L").unwrap(), tx.key("weight").unwrap());
    for id in 0..12 {
        tx.create_node(&[label], &[(key, Value::Integer(id))])
            .unwrap();
    }
    for &(from, to, second) in relationships {
        let weight = Value::Integer(i64::from(from * 3 + to + 1));
        let ty = types[usize::from(second)];
        tx.create_relationship(ty, NodeId(from), NodeId(to), &[(key, weight)])
            .unwrap();
    }
    tx.commit().unwrap();
    let mut tx = graph.begin();
    let deleted: Vec<_> = deleted.iter().map(|&id| NodeId(id)).collect();
    tx.detach_delete_nodes(&deleted).unwrap();
    tx.commit().unwrap();
    graph
}

fn sorted(mut components: Vec<Vec<NodeIndex>>) -> Vec<Vec<NodeIndex>> {
    for component in &mut components {
        component.sort();
    }
    components.sort();
    components
}

fn cost(version: &Version, edge: super::Edge) -> i64 {
    let key = version.key_id("weight").unwrap();
    match version.relationship_property(edge.id(), key) {
        Value::Integer(weight) => weight,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn algorithms_agree(
        relationships in prop::collection::vec((0u32..12, 0u32..12, prop::bool::ANY), 0..40),
        deleted in prop::collection::vec(0u32..12, 0..4),
    ) {
        let graph = graph(&(relationships, deleted));
        let version = graph.version();
        let selection = Selection::all(&version);
        let (view, compact) = (selection.view(), selection.compact());
        let stable = version.to_petgraph().map(|_, _| (), |_, edge| {
            match edge.properties.get("weight") { Some(Value::Integer(weight)) => *weight, _ => 0 }
        });

        for start in version.nodes().map(|node| NodeIndex::from(node.0)) {
            let mut reached = Vec::new();
            let mut bfs = Bfs::new(view, start);
            while let Some(node) = bfs.next(view) { reached.push(node); }
            let mut expected = Vec::new();
            let mut bfs = Bfs::new(&stable, start);
            while let Some(node) = bfs.next(&stable) { expected.push(node); }
            reached.sort();
            expected.sort();
            assert_eq!(reached, expected);

            let near = dijkstra(view, start, None, |edge| cost(&version, edge));
            assert_eq!(near, dijkstra(&stable, start, None, |edge| *edge.weight()));
            let back = dijkstra(Reversed(view), start, None, |_| 1);
            assert_eq!(back, dijkstra(Reversed(&stable), start, None, |_| 1));
            for goal in version.nodes().map(|node| NodeIndex::from(node.0)) {
                let found = astar(view, start, |n| n == goal, |edge| cost(&version, edge), |_| 0);
                assert_eq!(found.map(|(cost, _)| cost), near.get(&goal).copied());
            }
        }
        assert_eq!(sorted(kosaraju_scc(view)), sorted(kosaraju_scc(&stable)));
        assert_eq!(toposort(view, None).is_ok(), toposort(&stable, None).is_ok());
        let dense = ::petgraph::Graph::from(stable.clone());
        assert_eq!(connected_components(compact), connected_components(&dense));
        assert_eq!(view.edge_references().count(), stable.edge_count());
    }

    #[test]
    fn round_trip(
        relationships in prop::collection::vec((0u32..12, 0u32..12, prop::bool::ANY), 0..40),
        deleted in prop::collection::vec(0u32..12, 0..4),
    ) {
        let exported = graph(&(relationships, deleted)).version().to_petgraph();
        let again = Graph::from_petgraph(&exported).unwrap().version().to_petgraph();
        let show = |graph: &super::PetGraph| {
            let nodes = graph.node_indices().map(|id| format!("{id:?} {:?}", graph[id]));
            let edges = graph.edge_references().map(|edge| {
                let weight = edge.weight();
                let ends = (edge.source(), edge.target());
                format!("{ends:?} {} {:?}", weight.ty, weight.properties)
            });
            let mut lines: Vec<String> = nodes.chain(edges).collect();
            lines.sort();
            lines
        };
        assert_eq!(show(&exported), show(&again));
    }
}

#[test]
fn isomorphism() {
    let check = |a: &[(u32, u32, bool)], b: &[(u32, u32, bool)], same: bool| {
        let (a, b) = (
            graph(&(a.to_vec(), vec![3])),
            graph(&(b.to_vec(), vec![11])),
        );
        let (a, b) = (a.version(), b.version());
        let (left, right) = (Selection::all(&a), Selection::all(&b));
        assert_eq!(is_isomorphic(left.compact(), right.compact()), same);
        let stable: StableDiGraph<(), ()> = b.to_petgraph().map(|_, _| (), |_, _| ());
        let dense = ::petgraph::Graph::from(stable);
        assert_eq!(is_isomorphic(left.compact(), &dense), same);
    };
    check(
        &[(0, 1, false), (1, 2, true)],
        &[(7, 4, false), (4, 2, false)],
        true,
    );
    check(
        &[(0, 1, false), (1, 2, true)],
        &[(7, 4, false), (2, 4, false)],
        false,
    );
    check(&[(5, 5, false)], &[(0, 0, true)], true);
}
