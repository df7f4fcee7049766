//! A writing process is killed again and again; no commit that it reported is ever lost, and none is ever half there.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use quipu::graph::Graph;
use quipu::graph::durable::{Keep, OpenOptions, SyncMode, check};

use crate::{accounts, longer};

const DATABASE: &str = "QUIPU_TEST_DATABASE";
const SEED: &str = "QUIPU_TEST_SEED";

/// The process that is killed: does nothing unless it was started for that.
#[test]
fn child_writes_until_it_is_killed() {
    let (Ok(path), Ok(seed)) = (std::env::var(DATABASE), std::env::var(SEED)) else {
        return;
    };
    let seed = seed.parse().unwrap();
    let mut random = fastrand::Rng::with_seed(seed);
    let sync = if seed % 2 == 0 {
        SyncMode::Full
    } else {
        SyncMode::Normal
    };
    let options = OpenOptions::new().sync(sync).checkpoint_after(20_000);
    let graph = Graph::open(path, &options).unwrap();
    accounts::set_up(&graph).unwrap();
    let mut out = std::io::stdout();
    loop {
        let number = accounts::move_money(&graph, &mut random).unwrap();
        // Reported only after it was committed.
        writeln!(out, "moved {number}").unwrap();
        out.flush().unwrap();
        match random.u8(..) {
            0..4 => graph.checkpoint().unwrap(),
            4..6 => graph.compact(&Keep::Commits(random.u64(0..50))).unwrap(),
            6 => graph.fold(),
            _ => {}
        }
    }
}

/// Lets a child write for a while, kills it, and gives the last move it reported.
fn kill_one(path: &Path, seed: u64, after: Duration) -> Option<usize> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "kill::child_writes_until_it_is_killed",
            "--exact",
            "--nocapture",
        ])
        .env(DATABASE, path)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let moved = |line: String| line.rsplit_once("moved ")?.1.parse().ok();
        out.lines().map_while(Result::ok).filter_map(moved).last()
    });
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

#[test]
fn a_killed_writer_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("accounts.quipu");
    let mut random = fastrand::Rng::with_seed(1);
    let mut least = 0;
    for round in 0..10 * longer() as u64 {
        let after = Duration::from_millis(random.u64(0..300));
        if let Some(number) = kill_one(&path, round, after) {
            least = least.max(number + 1);
        }
        if !path.exists() {
            // Killed before there was anything.
            continue;
        }
        let report = check(&path).unwrap();
        assert!(report.is_sound(), "round {round}: {:#?}", report.problems);
        let graph = Graph::open(&path, &OpenOptions::new()).unwrap();
        let moves = accounts::check(&graph.version());
        assert!(
            moves >= least,
            "round {round}: {moves} moves, {least} reported"
        );
        least = moves;
    }
}
