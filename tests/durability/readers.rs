//! Readers beside a writer: each sees one whole state, and states that nobody reads are let go.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use quipu::graph::durable::{At, OpenOptions, SyncMode, check};
use quipu::graph::{Graph, Version};

use crate::{accounts, longer, seed};

#[test]
fn readers_see_whole_moves_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("accounts.quipu");
    let options = OpenOptions::new()
        .sync(SyncMode::Normal)
        .checkpoint_after(100_000);
    let graph = Graph::open(&path, &options).unwrap();
    accounts::set_up(&graph).unwrap();
    let done = AtomicBool::new(false);
    let (written, old): (usize, Vec<Weak<Version>>) = std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut last = 0;
                while !done.load(Ordering::Relaxed) {
                    let version = graph.version();
                    let moves = accounts::check(&version);
                    assert!(moves >= last);
                    last = moves;
                }
            });
        }
        scope.spawn(|| {
            // Another process would do the same.
            while !done.load(Ordering::Relaxed) {
                let reader = Graph::open(&path, &OpenOptions::new().read_only(true)).unwrap();
                accounts::check(&reader.version());
            }
        });
        scope.spawn(|| {
            let mut random = fastrand::Rng::with_seed(4);
            while !done.load(Ordering::Relaxed) {
                let last = graph.version().commit_number();
                let at = random.u64(1..=last);
                let version = graph.version_at(&At::Commit(at)).unwrap();
                assert_eq!(accounts::check(&version) as u64, at - 1);
            }
        });
        let mut random = fastrand::Rng::with_seed(seed() + 1);
        let mut old: Vec<Weak<Version>> = Vec::new();
        let written = 2000 * longer();
        for _ in 0..written {
            accounts::move_money(&graph, &mut random).unwrap();
            old.push(Arc::downgrade(&graph.version()));
            // What watches a version keeps the place where it was.
            if old.len() > 10_000 {
                old.retain(|version| version.strong_count() > 0);
            }
        }
        done.store(true, Ordering::Relaxed);
        (written, old)
    });
    assert!(graph.trouble().is_none());
    let alive = old
        .iter()
        .filter(|version| version.strong_count() > 0)
        .count();
    assert_eq!(alive, 1);
    let moves = accounts::check(&graph.version());
    assert_eq!(moves, written);
    drop(graph);
    let report = check(&path).unwrap();
    assert!(report.is_sound(), "{:#?}", report.problems);
    let graph = Graph::open(&path, &options).unwrap();
    assert_eq!(accounts::check(&graph.version()), moves);
}
