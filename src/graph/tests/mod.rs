//! The graph as its users see it: against a model, from several threads, and at its limits.

mod constraints;
mod folding;
mod model;

use std::sync::atomic::{AtomicBool, Ordering};

use super::{BulkLoader, Direction, Graph, Version};
use crate::diagnostic::Code;
use crate::value::{NodeId, Value};

/// Every version that a reader can see holds whole transactions only.
#[test]
fn readers_see_whole_transactions() {
    let graph = Graph::new();
    let done = AtomicBool::new(false);
    let look = |version: &Version| {
        let Some(ty) = version.type_id("T") else {
            return 0;
        };
        let out: usize = version
            .nodes()
            .map(|n| version.degree(ty, Direction::Outgoing, n))
            .sum();
        let inn: usize = version
            .nodes()
            .map(|n| version.degree(ty, Direction::Incoming, n))
            .sum();
        assert_eq!(
            (out, inn),
            (version.relationship_count(), version.relationship_count())
        );
        assert_eq!(version.node_count(), version.relationship_count());
        version.node_count()
    };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut last = 0;
                while !done.load(Ordering::Relaxed) {
                    let held = graph.version();
                    let count = look(&held);
                    assert!(count >= last);
                    last = count;
                    assert_eq!(look(&held), count);
                }
            });
        }
        // Two writers take turns; each transaction adds a loop, or a circle of three.
        let writers: Vec<_> = [1, 3]
            .map(|size| {
                let graph = graph.clone();
                scope.spawn(move || {
                    for round in 0..100 {
                        let mut tx = graph.begin();
                        let ty = tx.rel_type("T").unwrap();
                        let nodes: Vec<_> = (0..size)
                            .map(|_| tx.create_node(&[], &[]).unwrap())
                            .collect();
                        for at in 0..size {
                            let to = nodes[(at + 1) % size];
                            tx.create_relationship(ty, nodes[at], to, &[]).unwrap();
                        }
                        tx.commit().unwrap();
                        if round % 10 == 0 {
                            graph.fold();
                        }
                    }
                })
            })
            .into();
        for writer in writers {
            writer.join().unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(look(&graph.version()), 400);
}

#[test]
fn one_transaction_at_a_time() {
    let graph = Graph::new();
    let tx = graph.begin();
    let error = graph.try_begin(std::time::Duration::ZERO).err().unwrap();
    assert_eq!(error.code(), Code::TransactionState);
    drop(tx);
    assert!(graph.try_begin(std::time::Duration::ZERO).is_ok());
}

#[test]
fn only_simple_values_and_lists_of_them_are_stored() {
    let graph = Graph::new();
    let mut tx = graph.begin();
    let key = tx.key("k").unwrap();
    let mut check = |value: Value, fits: bool| {
        let code = tx
            .create_node(&[], &[(key, value)])
            .err()
            .map(|error| error.code());
        assert_eq!(code, (!fits).then_some(Code::InvalidPropertyType));
    };
    check(Value::list(vec![1.into(), Value::Null, "x".into()]), true);
    check(Value::map(crate::value::Map::new()), false);
    check(
        Value::list(vec![Value::map(crate::value::Map::new())]),
        false,
    );
    check(NodeId(0).into(), false);
}

/// Loaded, written to and folded: a relationship costs at most 25 bytes with ten per node and five types.
#[test]
fn topology_stays_small() {
    let mut loader = BulkLoader::new();
    let nodes = loader.add_nodes(20_000, &[]).unwrap().end;
    let mut random = fastrand::Rng::with_seed(3);
    let mut types = Vec::new();
    for (number, percent) in [40, 25, 15, 12, 8].into_iter().enumerate() {
        let ty = loader.rel_type(&format!("T{number}")).unwrap();
        let pairs = (0..nodes * percent / 10).map(|_| (random.u32(0..nodes), random.u32(0..nodes)));
        loader
            .add_relationships(ty, pairs.collect::<Vec<_>>())
            .unwrap();
        types.push(ty);
    }
    let graph = loader.finish().unwrap();
    let check = |most: usize| {
        let version = graph.version();
        let each = version.topology_bytes() as f64 / version.relationship_count() as f64;
        assert!(each <= most as f64, "{each} bytes");
    };
    check(17);
    let mut transaction = graph.begin();
    for ty in types {
        transaction
            .create_relationship(ty, NodeId(7), NodeId(5), &[])
            .unwrap();
    }
    transaction.commit().unwrap();
    graph.fold();
    check(25);
}
