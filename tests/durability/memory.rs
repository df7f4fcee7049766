//! What readers beside a writer take: what was replaced is let go, however many commits there were.
//!
//! Measured in a process of its own, as other tests would be measured too.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use quipu::graph::Graph;
use quipu::graph::durable::{OpenOptions, SyncMode};

use crate::{accounts, longer, seed};

const DATABASE: &str = "QUIPU_TEST_MEMORY_OF";

/// What may come on top meanwhile, in pages: an allocator keeps some.
const MORE: usize = 256;

/// How many pages of this process are in memory; nothing where the system does not tell.
fn resident() -> Option<usize> {
    let sizes = std::fs::read_to_string("/proc/self/statm").ok()?;
    sizes.split(' ').nth(1)?.parse().ok()
}

/// The process that is measured: does nothing unless it was started for that.
#[test]
fn child_tells_what_it_takes() {
    let Ok(path) = std::env::var(DATABASE) else {
        return;
    };
    let options = OpenOptions::new()
        .sync(SyncMode::Normal)
        .checkpoint_after(100_000);
    let graph = Graph::open(path, &options).unwrap();
    accounts::set_up(&graph).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    assert_eq!(accounts::check(&graph.version()), 0);
                }
            });
        }
        let mut random = fastrand::Rng::with_seed(seed());
        let all = 20_000 * longer();
        for _ in 0..4 {
            for _ in 0..all / 4 {
                accounts::shift_money(&graph, &mut random).unwrap();
            }
            if let Some(pages) = resident() {
                println!("pages {pages}");
            }
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn what_was_replaced_takes_no_memory() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "memory::child_tells_what_it_takes",
            "--exact",
            "--nocapture",
        ])
        .env(DATABASE, folder.path().join("accounts.quipu"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let pages: Vec<usize> = lines
        .lines()
        .filter_map(|line| line.split_once("pages ")?.1.parse().ok())
        .collect();
    if pages.is_empty() {
        println!("skipped: this system does not tell how much memory a process takes");
        return;
    }
    assert_eq!(pages.len(), 4);
    assert!(pages[3] <= pages[0] + MORE, "{pages:?}");
}
