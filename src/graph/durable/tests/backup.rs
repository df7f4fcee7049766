//! A backup destroys nothing: what stands at its target goes only where it is a copy of what is backed up.

use std::sync::Arc;

use super::work::{Worker, picture};
use crate::diagnostic::Code;
use crate::graph::Graph;
use crate::graph::durable::OpenOptions;
use crate::graph::durable::backend::Part;
use crate::graph::durable::backend::memory::Memory;
use crate::graph::durable::check::check_in;
use crate::graph::durable::options::Keep;

/// A database with a past, and the graph in it.
fn with_past(seed: u64) -> (Memory, Graph, Worker) {
    let place = Memory::default();
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    let mut worker = Worker::new(seed);
    for _ in 0..4 {
        worker.commit(&graph).unwrap();
    }
    graph.compact(&Keep::Commits(2)).unwrap();
    worker.commit(&graph).unwrap();
    assert!(place.bytes(Part::Past).is_some());
    (place, graph, worker)
}

const PARTS: [Part; 7] = [
    Part::Snapshot,
    Part::Log,
    Part::Past,
    Part::Torn,
    Part::NewSnapshot,
    Part::NewLog,
    Part::NewPast,
];

#[test]
fn what_a_broken_off_backup_left_may_go() {
    let (_place, graph, mut worker) = with_past(1);
    let files = graph.shared.store().unwrap();
    let whole = Memory::default();
    files.backup(&whole).unwrap();
    worker.commit(&graph).unwrap();
    use Part::{Log, NewLog, NewPast, NewSnapshot, Past, Snapshot};
    // In the order in which the files come to be and get their names.
    for left in [
        &[(Past, NewPast)][..],
        &[(Past, NewPast), (Snapshot, NewSnapshot)],
        &[(Past, NewPast), (Snapshot, NewSnapshot), (Log, NewLog)],
        &[(Past, NewPast), (Snapshot, NewSnapshot), (Log, Log)],
        &[(Past, Past), (Snapshot, NewSnapshot), (Log, Log)],
    ] {
        let place = Memory::default();
        for (part, name) in left {
            place.put(*name, whole.bytes(*part).unwrap());
        }
        files.backup(&place).unwrap();
        assert!(check_in(&place).unwrap().is_sound());
        let copy = Graph::open_in(Arc::new(place), &OpenOptions::new()).unwrap();
        assert_eq!(picture(&copy.version()), picture(&graph.version()));
    }
}

#[test]
fn anything_else_is_refused_and_stays() {
    let (_place, graph, _) = with_past(1);
    let files = graph.shared.store().unwrap();
    let (other, ..) = with_past(2);
    let mut own = Memory::default();
    files.backup(&own).unwrap();
    let copy = Graph::open_in(Arc::new(own.clone()), &OpenOptions::new()).unwrap();
    // A backup that went its own way since.
    Worker::new(3).commit(&copy).unwrap();
    drop(copy);
    let gone_on = own.bytes(Part::Log).unwrap();
    own = Memory::default();
    files.backup(&own).unwrap();
    let mut cut = own.bytes(Part::Past).unwrap();
    cut.pop();
    for (part, bytes, expected) in [
        (
            Part::Log,
            other.bytes(Part::Log).unwrap(),
            "its log memory-log is there",
        ),
        (Part::Log, gone_on, "its log memory-log is there"),
        (Part::Log, b"a letter".to_vec(), "this is not a Quipu log"),
        (
            Part::Past,
            other.bytes(Part::Past).unwrap(),
            "its past memory-past is there",
        ),
        (Part::Past, cut, "its past memory-past is there"),
    ] {
        let place = Memory::default();
        place.put(part, bytes.clone());
        let problem = files.backup(&place).unwrap_err();
        assert_eq!(problem.code(), Code::CannotOpen);
        assert!(problem.message().contains(expected), "{problem:?}");
        // Nor is a database made there.
        let made = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new());
        let problem = made.err().unwrap();
        assert!(problem.message().contains(expected), "{problem:?}");
        for found in PARTS {
            let there = (found == part).then(|| bytes.clone());
            assert_eq!(place.bytes(found), there, "{found:?}");
        }
    }
}

#[test]
fn a_copy_is_read_without_making_a_graph() {
    use crate::graph::durable::backend::Storage;
    use crate::graph::durable::open::whole_end;
    let (_place, graph, _) = with_past(4);
    let copy = Memory::default();
    graph.shared.store().unwrap().backup(&copy).unwrap();
    let end = |copy: &Memory| {
        let storage: &dyn Storage = copy;
        let (snapshot, log) = (storage.find(Part::Snapshot), storage.find(Part::Log));
        whole_end(storage, &snapshot.unwrap().unwrap(), &log.unwrap().unwrap())
    };
    assert_eq!(
        end(&copy).unwrap().end,
        copy.bytes(Part::Log).unwrap().len() as u64
    );
    let good = copy.bytes(Part::Snapshot).unwrap();
    let mut found = 0;
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        copy.put(Part::Snapshot, bad);
        match end(&copy) {
            Err(_) => found += 1,
            // Nothing but the gap between sections may change unnoticed.
            Ok(_) => assert_eq!(good[at], 0, "byte {at}"),
        }
    }
    assert!(found * 2 > good.len());
}
