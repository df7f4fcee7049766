//! Commits at the same time share a write and a wait for the disk, and are refused together when that write fails.
//!
//! The disk is one in memory on which making a file safe takes a while, or until it is let go on; what is counted is how
//! often it is asked to, and how often something is written.

use std::io::Result;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::diagnostic::Code;
use crate::graph::Graph;
use crate::graph::durable::backend::memory::Memory;
use crate::graph::durable::backend::{Access, Blob, Part, Storage};
use crate::graph::durable::check::check_in;
use crate::graph::durable::unwritten::SHORT;
use crate::graph::durable::{OpenOptions, Store, SyncMode};
use crate::graph::id::Direction;
use crate::value::Value;

#[derive(Clone, Default)]
struct Slow {
    memory: Memory,
    told: Arc<Told>,
}

/// What was asked of the disk, and what it is to do.
#[derive(Default)]
struct Told {
    syncs: AtomicUsize,
    writes: AtomicUsize,
    is_full: AtomicBool,
    /// Held while nothing is to become safe.
    gate: Mutex<()>,
}

struct SlowFile {
    file: Arc<dyn Blob>,
    told: Arc<Told>,
}

impl Storage for Slow {
    fn open(&self, part: Part, access: Access) -> Result<Arc<dyn Blob>> {
        let file = self.memory.open(part, access)?;
        let told = Arc::clone(&self.told);
        Ok(Arc::new(SlowFile { file, told }))
    }
    fn rename(&self, from: Part, to: Part) -> Result<()> {
        self.memory.rename(from, to)
    }
    fn link(&self, from: Part, to: Part) -> Result<()> {
        self.memory.link(from, to)
    }
    fn remove(&self, part: Part) -> Result<()> {
        self.memory.remove(part)
    }
    fn sync_names(&self) -> Result<()> {
        self.memory.sync_names()
    }
    fn lock(&self) -> crate::diagnostic::Result<Box<dyn Send + Sync>> {
        self.memory.lock()
    }
    fn name(&self, part: Part) -> String {
        self.memory.name(part)
    }
}

impl Blob for SlowFile {
    fn len(&self) -> Result<u64> {
        self.file.len()
    }
    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize> {
        self.file.read_at(at, into)
    }
    fn write_at(&self, at: u64, bytes: &[u8]) -> Result<usize> {
        self.told.writes.fetch_add(1, Ordering::Relaxed);
        if self.told.is_full.load(Ordering::Relaxed) {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.file.write_at(at, bytes)
    }
    fn set_len(&self, len: u64) -> Result<()> {
        self.file.set_len(len)
    }
    fn sync(&self) -> Result<()> {
        self.told.syncs.fetch_add(1, Ordering::Relaxed);
        drop(self.told.gate.lock());
        thread::sleep(Duration::from_millis(4));
        self.file.sync()
    }
}

/// So many threads make so many commits each; how often was the disk asked, and how often was something written?
fn asked_by(writers: usize, each: usize) -> (usize, usize) {
    let place = Slow::default();
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    let mut tx = graph.begin();
    tx.key("x").unwrap();
    tx.commit().unwrap();
    let asked =
        || [&place.told.syncs, &place.told.writes].map(|count| count.load(Ordering::Relaxed));
    let before = asked();
    thread::scope(|scope| {
        for _ in 0..writers {
            scope.spawn(|| {
                for step in 0..each {
                    let mut tx = graph.begin();
                    let key = tx.key("x").unwrap();
                    let value = Value::Integer(step as i64);
                    tx.create_node(&[], &[(key, value)]).unwrap();
                    let version = tx.commit().unwrap();
                    // Safe and to be seen, when the commit returns.
                    assert!(graph.version().commit_number() >= version.commit_number());
                }
            });
        }
    });
    assert_eq!(graph.version().node_count(), writers * each);
    let [syncs, writes] = asked();
    (syncs - before[0], writes - before[1])
}

#[test]
fn commits_share_the_wait() {
    // Alone, each commit writes and waits once, and for nothing else.
    assert_eq!(asked_by(1, 20), (20, 20));
    // Sixteen at a time need at most a fifth of the waits, and no more writes than waits.
    let (syncs, writes) = asked_by(16, 20);
    assert!(syncs * 5 <= 16 * 20, "{syncs} waits for 320 commits");
    assert!(writes <= syncs, "{writes} writes, {syncs} waits");
}

/// Under `sync = normal` nobody waits for the disk, and who asks it waits for nobody: not for as many commits as it served last,
/// however fast they come.
#[test]
fn writers_that_do_not_wait_are_not_waited_for() {
    const MANY: u64 = 100_000;
    let place = Slow::default();
    let normal = OpenOptions::new().sync(SyncMode::Normal);
    let graph = Graph::open_in(Arc::new(place), &normal).unwrap();
    let store = graph.shared.store().unwrap();
    let commit = || {
        let mut tx = graph.begin();
        tx.create_node(&[], &[]).unwrap();
        tx.commit().unwrap().commit_number()
    };
    store.sync(commit()).unwrap();
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let go_on = |_: &u64| !ended.load(Ordering::Relaxed);
            (0..MANY).take_while(go_on).for_each(|_| {
                commit();
            });
        });
        appended(store, 2);
        (store.safe().served, store.safe().took) = (MANY / 2, Duration::from_hours(1));
        store.sync(2).unwrap();
        ended.store(true, Ordering::Relaxed);
    });
    let commits = graph.version().commit_number();
    assert!(commits < MANY / 2, "{commits} before one wait ended");
}

/// Waits until so many commits are appended.
fn appended(store: &Store, commit: u64) {
    while store.tail().version.commit < commit {
        thread::yield_now();
    }
}

/// One commit is on its way to a disk that does not go on, another one comes to be written, and a third transaction begins;
/// then the disk is full, and goes on. The second commit is refused, and so is the third one if it is changed or only read.
fn refused_together(third_writes: bool) {
    let place = Slow::default();
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    let store = graph.shared.store().unwrap();
    let create = |bytes: usize| {
        let mut tx = graph.begin();
        let key = tx.key("x").unwrap();
        let text = Value::from("x".repeat(bytes));
        tx.create_node(&[], &[(key, text)]).unwrap();
        tx.commit()
    };
    create(1).unwrap();
    let refused = |code: Code| assert_eq!(code, Code::FileNotWritable);
    let syncs = || place.told.syncs.load(Ordering::Relaxed);
    let before = syncs();
    thread::scope(|scope| {
        let closed = place.told.gate.lock().unwrap();
        let first = scope.spawn(|| create(1));
        appended(store, 2);
        while syncs() == before {
            thread::yield_now();
        }
        let second = scope.spawn(|| create(1));
        appended(store, 3);
        let mut third = graph.begin();
        assert_eq!(third.base().node_count(), 3);
        if third_writes {
            third.create_node(&[], &[]).unwrap();
        }
        assert_eq!(graph.version().node_count(), 1);
        place.told.is_full.store(true, Ordering::Relaxed);
        drop(closed);
        assert_eq!(first.join().unwrap().unwrap().node_count(), 2);
        refused(second.join().unwrap().unwrap_err().code());
        refused(third.commit().unwrap_err().code());
    });
    // Nothing of them stays, and there is a way on.
    assert_eq!(graph.version().node_count(), 2);
    for bytes in [1, SHORT + 1] {
        refused(create(bytes).unwrap_err().code());
        assert_eq!(graph.version().node_count(), 2);
    }
    place.told.is_full.store(false, Ordering::Relaxed);
    for (bytes, nodes) in [(1, 3), (SHORT + 1, 4)] {
        assert_eq!(create(bytes).unwrap().node_count(), nodes);
    }
    drop(graph);
    assert!(check_in(&place.memory).unwrap().is_sound());
    let graph = Graph::open_in(Arc::new(place), &OpenOptions::new()).unwrap();
    assert_eq!(graph.version().node_count(), 4);
    assert_eq!(graph.version().commit_number(), 4);
}

#[test]
fn what_cannot_be_written_is_refused_together() {
    refused_together(true);
    refused_together(false);
}

/// Lists that were folded beside a commit which was refused are of no use to those that come after it.
#[test]
fn what_was_folded_for_a_refused_commit_is_left() {
    let place = Slow::default();
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    let mut tx = graph.begin();
    let ty = tx.rel_type("R").unwrap();
    let ends = [(); 2].map(|()| tx.create_node(&[], &[]).unwrap());
    tx.commit().unwrap();
    let add = |count: usize| {
        let mut tx = graph.begin();
        for _ in 0..count {
            tx.create_relationship(ty, ends[0], ends[1], &[]).unwrap();
        }
        tx.commit()
    };
    add(10).unwrap();
    add(10).unwrap();
    place.told.is_full.store(true, Ordering::Relaxed);
    add(5).unwrap_err();
    while !graph.shared.folding.is_done() {
        thread::yield_now();
    }
    place.told.is_full.store(false, Ordering::Relaxed);
    let version = add(1).unwrap();
    let table = version.table(ty).unwrap();
    assert_eq!(table.len(), 21);
    for (direction, end) in [
        (Direction::Outgoing, ends[0]),
        (Direction::Incoming, ends[1]),
    ] {
        let list = table.adjacency(direction).neighbors(end.0);
        assert_eq!(list.len(), 21);
    }
    graph.checkpoint().unwrap();
    drop(graph);
    let graph = Graph::open_in(Arc::new(place), &OpenOptions::new()).unwrap();
    assert_eq!(graph.version().table(ty).unwrap().len(), 21);
}

/// A commit that is long is written by who makes it, behind those that came before.
#[test]
fn long_commits_keep_the_order() {
    let place = Slow::default();
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    thread::scope(|scope| {
        for writer in 0..8 {
            let graph = &graph;
            scope.spawn(move || {
                for step in 0..8 {
                    let mut tx = graph.begin();
                    let key = tx.key("x").unwrap();
                    let long = (writer + step) % 3 == 0;
                    let text = "x".repeat(if long { SHORT } else { step + 1 });
                    tx.create_node(&[], &[(key, Value::from(text))]).unwrap();
                    tx.commit().unwrap();
                }
            });
        }
    });
    assert_eq!(graph.version().node_count(), 64);
    drop(graph);
    assert!(check_in(&place.memory).unwrap().is_sound());
}
