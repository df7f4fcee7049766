//! What was committed is there again, now and as it was.

use std::sync::Arc;

use super::work::{Worker, picture};
use crate::diagnostic::Code;
use crate::graph::durable::backend::memory::Memory;
use crate::graph::durable::backend::{Part, Storage};
use crate::graph::durable::check::check_in;
use crate::graph::durable::{At, Keep, OpenOptions, SyncMode, open};
use crate::graph::{BulkLoader, Graph};
use crate::value::{NodeId, Value};

fn opened(place: &Memory, options: &OpenOptions) -> Graph {
    Graph::open_in(Arc::new(place.clone()), options).unwrap()
}

fn sound(place: &Memory) {
    let report = check_in(place).unwrap();
    assert!(report.is_sound(), "{:#?}", report.problems);
}

/// Works, closes and opens again and again; every state of the past stays what it was.
#[test]
fn every_state_comes_back() {
    for seed in 0..12 {
        let place = Memory::default();
        let mut worker = Worker::new(seed);
        let mut random = fastrand::Rng::with_seed(seed);
        let mut states = vec![picture(&opened(&place, &OpenOptions::new()).version())];
        let mut first = 0;
        for round in 0..6 {
            let options = OpenOptions::new().sync(if random.bool() {
                SyncMode::Full
            } else {
                SyncMode::Normal
            });
            let graph = opened(&place, &options);
            assert_eq!(Some(&picture(&graph.version())), states.last());
            for _ in 0..random.usize(0..6) {
                worker.commit(&graph).unwrap();
                states.push(picture(&graph.version()));
                match random.u8(0..12) {
                    0 | 1 => graph.checkpoint().unwrap(),
                    2 => graph.fold(),
                    3 => {
                        let keep = random.u64(0..8);
                        first = first.max((states.len() as u64 - 1).saturating_sub(keep));
                        graph.compact(&Keep::Commits(keep)).unwrap();
                    }
                    _ => {}
                }
            }
            let log = graph.log().unwrap();
            assert_eq!(
                log.last().map_or(0, |last| last.number),
                states.len() as u64 - 1
            );
            for (number, state) in states.iter().enumerate() {
                let found = graph.version_at(&At::Commit(number as u64));
                if number as u64 >= first {
                    let found = found.unwrap();
                    assert_eq!(
                        &picture(&found),
                        state,
                        "seed {seed} round {round} commit {number}"
                    );
                    assert_eq!(found.commit_number(), number as u64);
                } else {
                    assert_eq!(found.unwrap_err().code(), Code::NumberOutOfRange);
                }
            }
            for commit in &log {
                assert_eq!(commit.label, format!("step {}", commit.number));
                if commit.number > first {
                    let changes = graph.changes_of(commit.number).unwrap();
                    assert_eq!(changes.len(), commit.changes);
                }
                let found = graph
                    .version_at(&At::Instant(commit.instant.clone()))
                    .unwrap();
                // Commits may share an instant; the last of them is meant.
                assert!(found.commit_number() >= commit.number);
            }
            drop(graph);
            sound(&place);
        }
    }
}

#[test]
fn a_copy_lives_on_its_own() {
    let place = Memory::default();
    let graph = opened(&place, &OpenOptions::new());
    let mut worker = Worker::new(1);
    for _ in 0..5 {
        worker.commit(&graph).unwrap();
    }
    graph.checkpoint().unwrap();
    graph.compact(&Keep::Commits(3)).unwrap();
    worker.commit(&graph).unwrap();
    let copy = Memory::default();
    let files = graph.shared.store().unwrap();
    files.backup(&copy).unwrap();
    assert!(files.backup(&copy).is_err());
    worker.commit(&graph).unwrap();
    let other = opened(&copy, &OpenOptions::new());
    assert_eq!(
        picture(&other.version()),
        picture(&graph.version_at(&At::Commit(6)).unwrap())
    );
    assert_eq!(
        picture(&other.version_at(&At::Commit(3)).unwrap()),
        picture(&graph.version_at(&At::Commit(3)).unwrap())
    );
    Worker::new(9).commit(&other).unwrap();
    drop((graph, other));
    sound(&place);
    sound(&copy);
    // The files of two databases do not mix.
    copy.put(Part::Log, place.bytes(Part::Log).unwrap());
    let error = Graph::open_in(Arc::new(copy.clone()), &OpenOptions::new()).err();
    assert_eq!(error.unwrap().code(), Code::CannotOpen);
    assert!(!check_in(&copy).unwrap().is_sound());
}

#[test]
fn a_loaded_graph_is_where_a_history_begins() {
    let mut loader = BulkLoader::new();
    let label = loader.label("L").unwrap();
    let ty = loader.rel_type("T").unwrap();
    let key = loader.key("k").unwrap();
    loader.add_nodes(3000, &[label]).unwrap();
    for node in 0..3000 {
        let value = Value::from(format!("name {}", node / 2));
        loader.set_node_property(NodeId(node), key, value).unwrap();
    }
    let ends = (0..3000).map(|node| (node, node * 7 % 3000));
    loader.add_relationships(ty, ends).unwrap();
    let source = loader.finish().unwrap();
    let mut tx = source.begin();
    tx.create_index(label, key).unwrap();
    tx.commit().unwrap();
    let place = Memory::default();
    let storage: Arc<dyn Storage> = Arc::new(place.clone());
    let claim = open::Claim::on(Arc::clone(&storage)).unwrap();
    let never = crate::diagnostic::Interrupt::default();
    let store = claim.create(OpenOptions::new(), &source.version(), "load", &never);
    let graph = Graph::in_store(store.unwrap()).unwrap();
    let loaded = picture(&graph.version());
    assert_eq!(loaded, picture(&source.version()));
    assert!(open::Claim::on(storage).is_err());
    assert_eq!(graph.log().unwrap()[0].label, "load");
    let mut tx = graph.begin();
    tx.detach_delete_nodes(&[NodeId(7), NodeId(2999)]).unwrap();
    tx.commit().unwrap();
    graph.checkpoint().unwrap();
    assert_eq!(picture(&graph.version_at(&At::Commit(1)).unwrap()), loaded);
    assert!(graph.version_at(&At::Commit(0)).is_err());
    assert!(graph.version_at(&At::Commit(3)).is_err());
    let now = picture(&graph.version());
    drop(graph);
    sound(&place);
    let graph = opened(&place, &OpenOptions::new().read_only(true));
    assert_eq!(picture(&graph.version()), now);
    let found = graph.version();
    let index = found.index(label, key).unwrap();
    assert_eq!(index.equal(&"name 5".into()), [10, 11]);
    assert_eq!(index.equal(&"name 3".into()), [6]);
    let mut tx = graph.begin();
    tx.create_node(&[], &[]).unwrap();
    assert_eq!(tx.commit().unwrap_err().code(), Code::ReadOnly);
    assert_eq!(picture(&graph.version()), now);
}

/// A log that grows past its limit is turned into a snapshot without being asked, and readers see nothing of it.
#[test]
fn checkpoints_come_by_themselves() {
    let place = Memory::default();
    let graph = opened(&place, &OpenOptions::new().checkpoint_after(2000));
    let before = place.bytes(Part::Snapshot);
    let mut worker = Worker::new(5);
    for _ in 0..200 {
        worker.commit(&graph).unwrap();
    }
    for _ in 0..500 {
        if place.bytes(Part::Snapshot) != before {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_ne!(place.bytes(Part::Snapshot), before);
    assert!(graph.trouble().is_none());
    let now = picture(&graph.version());
    drop(graph);
    sound(&place);
    assert_eq!(picture(&opened(&place, &OpenOptions::new()).version()), now);
}

/// Commits from several threads are all there, in one order, each whole.
#[test]
fn commits_of_many_threads() {
    for sync in [SyncMode::Full, SyncMode::Normal] {
        let place = Memory::default();
        let graph = opened(&place, &OpenOptions::new().sync(sync));
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let graph = graph.clone();
                scope.spawn(move || {
                    for step in 0..25 {
                        let mut tx = graph.begin();
                        let key = tx.key("k").unwrap();
                        let value = Value::from(format!("{writer} {step}"));
                        let node = tx.create_node(&[], &[(key, value)]).unwrap();
                        let version = tx.commit().unwrap();
                        let seen = graph.version();
                        assert!(seen.commit_number() >= version.commit_number());
                        assert!(seen.is_live(node));
                    }
                });
            }
        });
        assert_eq!(graph.version().node_count(), 200);
        assert_eq!(graph.log().unwrap().len(), 200);
        drop(graph);
        sound(&place);
        assert_eq!(
            opened(&place, &OpenOptions::new()).version().node_count(),
            200
        );
    }
}
