//! A writing process is killed again and again; no commit that it reported is ever lost, and none is ever half there.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use quipu::graph::Graph;
use quipu::graph::durable::{Keep, OpenOptions, SyncMode, check};

use crate::{accounts, longer, seed};

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
    let mut random = fastrand::Rng::with_seed(seed());
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

/// Sends transactions of two statements through a pipe until it breaks; gives how many commits were answered.
fn send_pairs(mut input: impl Write, output: impl BufRead, first: usize) -> usize {
    let mut answers = output.lines();
    let mut committed = first;
    loop {
        let create = format!("CREATE (:Pair {{number: {committed}}})");
        for statement in ["START TRANSACTION", &create, &create, "COMMIT"] {
            let sent = writeln!(input, "{{\"statement\": \"{statement}\"}}");
            let answer = answers.next().and_then(Result::ok);
            let (Ok(()), Some(answer)) = (sent, answer) else {
                return committed;
            };
            // The last answer may be cut short.
            if !answer.ends_with('}') {
                return committed;
            }
            assert!(!answer.contains("\"error\""), "{statement}: {answer}");
        }
        committed += 1;
    }
}

#[test]
fn a_killed_pipe_loses_no_transaction() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pairs.quipu");
    let mut random = fastrand::Rng::with_seed(seed());
    let mut least = 0;
    for round in 0..5 * longer() {
        let sync = ["full", "normal"][round % 2];
        let mut child = Command::new(env!("CARGO_BIN_EXE_quipu"))
            .args(["pipe", path.to_str().unwrap(), "--sync", sync])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let writer = std::thread::spawn(move || send_pairs(input, BufReader::new(output), least));
        std::thread::sleep(Duration::from_millis(random.u64(0..300)));
        child.kill().unwrap();
        child.wait().unwrap();
        least = writer.join().unwrap();
        if !path.exists() {
            continue;
        }
        let database = quipu::Database::open(&path, &OpenOptions::new()).unwrap();
        let mut session = database.session();
        let pairs = "MATCH (p:Pair) WITH p.number AS number, count(*) AS many \
                     RETURN count(*), min(many), max(many), max(number)";
        let answer = session.run(pairs, &quipu::Map::new()).unwrap();
        let cells: Vec<String> = answer.rows()[0]
            .iter()
            .map(quipu::value::literal::text)
            .collect();
        let count: usize = cells[0].parse().unwrap();
        assert!(
            count >= least,
            "round {round}: {count} transactions, {least} answered"
        );
        if count > 0 {
            assert_eq!(
                cells[1..],
                ["2", "2", &(count - 1).to_string()],
                "round {round}"
            );
        }
        least = count;
    }
}
