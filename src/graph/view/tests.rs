//! A view answers the same singly and by whole lists.

use super::{Mask, Visibility, Visible};
use crate::graph::{BulkLoader, Direction, TypeId, Version};
use crate::value::{NodeId, RelId};

/// Hides what a pattern of bits says.
struct Pattern {
    nodes: u64,
    relationships: u64,
}

impl Visibility for Pattern {
    fn nodes(&self, _: &Version, _: u32) -> Mask {
        [self.nodes; 16]
    }
    fn relationships(&self, _: &Version, _: TypeId, _: u32) -> Mask {
        [self.relationships; 16]
    }
}

fn graph(seed: u64, nodes: u32) -> crate::graph::Graph {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut loader = BulkLoader::new();
    let ty = loader.rel_type("T").unwrap();
    loader.add_nodes(nodes, &[]).unwrap();
    let pairs = (0..nodes * 5).map(|_| (random.u32(0..nodes), random.u32(0..nodes)));
    loader.add_relationships(ty, pairs).unwrap();
    let graph = loader.finish().unwrap();
    // Lists beside the base as well.
    let mut transaction = graph.begin();
    for _ in 0..20 {
        let (from, to) = (random.u32(0..nodes), random.u32(0..nodes));
        transaction
            .create_relationship(ty, NodeId(from), NodeId(to), &[])
            .unwrap();
    }
    transaction.commit().unwrap();
    graph
}

#[test]
fn lists_and_single_answers_agree() {
    let patterns = [
        (!0, !0),
        (!0, 0),
        (0, !0),
        (!1, !0),
        (!0, !(1 << 17)),
        (0x5555_5555_5555_5555, 0x0f0f_0f0f_ffff_0000),
    ];
    for (seed, (nodes, relationships)) in patterns.into_iter().enumerate() {
        let graph = graph(seed as u64, 700);
        let version = graph.version();
        let ty = version.type_id("T").unwrap();
        let pattern = Pattern {
            nodes,
            relationships,
        };
        let view = Visible::new(&version, Box::new(pattern));
        let mut total = 0;
        for direction in [Direction::Outgoing, Direction::Incoming] {
            let lists = view.make_lists(&version, ty, direction);
            total = 0;
            for node in 0..version.id_bound() {
                let sees = view.node(&version, NodeId(node));
                let all = version.neighbors(ty, direction, NodeId(node));
                let expected: Vec<_> = all
                    .iter()
                    .filter(|&(other, slot)| {
                        let relationship = RelId { ty: ty.0, slot };
                        sees && view.node(&version, NodeId(other))
                            && view.relationship(&version, relationship)
                    })
                    .collect();
                let found: Vec<_> = lists.neighbors(node).iter().collect();
                assert_eq!(found, expected, "pattern {seed}, node {node}");
                total += found.len();
            }
            assert_eq!(lists.total(), total);
        }
        let fresh = Visible::new(
            &version,
            Box::new(Pattern {
                nodes,
                relationships,
            }),
        );
        assert_eq!(fresh.relationship_count(&version, ty), total);
        assert_eq!(view.relationship_count(&version, ty), total);
        let seen = (0..700).filter(|node| nodes >> (node % 64) & 1 == 1);
        assert_eq!(view.node_count(&version, None), seen.count());
    }
}

#[test]
fn lists_are_made_when_enough_was_looked_at() {
    let graph = graph(1, 100);
    let version = graph.version();
    let ty = version.type_id("T").unwrap();
    let (nodes, relationships) = (!0, !2);
    let view = Visible::new(
        &version,
        Box::new(Pattern {
            nodes,
            relationships,
        }),
    );
    assert!(view.lists(&version, ty, Direction::Outgoing).is_none());
    view.looked_at(ty, 50);
    assert!(view.lists(&version, ty, Direction::Outgoing).is_none());
    view.looked_at(ty, 50);
    assert!(view.lists(&version, ty, Direction::Outgoing).is_some());
}

#[test]
fn a_changed_version_has_its_own_views() {
    let graph = graph(1, 100);
    let version = graph.version();
    let view = version.view_at(None, None);
    assert!(std::sync::Arc::ptr_eq(&view, &version.view_at(None, None)));
    let mut transaction = graph.begin();
    let before = transaction
        .version()
        .view_at(None, None)
        .node_count(&transaction.version(), None);
    transaction.create_node(&[], &[]).unwrap();
    let after = transaction.version();
    assert_eq!(
        after.view_at(None, None).node_count(&after, None),
        before + 1
    );
    drop(after);
    transaction.create_node(&[], &[]).unwrap();
    let after = transaction.version();
    assert_eq!(
        after.view_at(None, None).node_count(&after, None),
        before + 2
    );
}
