//! The command line: output, exit codes, pipes, bad flags, files. In: arguments and input. Out: what the program says.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod backup;
mod databases;
mod failures;
mod files;
mod hostile;
#[cfg(unix)]
mod interrupts;
mod memory;
mod pages;
mod pipe;
mod places;
mod queries;
mod upkeep;
mod views;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quipu"));
    command
        .current_dir(root())
        .env_remove("QUIPU_HISTORY")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

/// What came of a run.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn run(arguments: &[&str]) -> Ran {
    program().args(arguments).output().unwrap().into()
}

fn run_with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = program()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may end without reading all of it.
        let _ = pipe.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.into()
}

/// A program that has a database open and answers requests.
struct Server {
    program: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Server {
    fn of(database: &str) -> Self {
        let mut program = program()
            .args(["pipe", database])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            requests: program.stdin.take().unwrap(),
            answers: BufReader::new(program.stdout.take().unwrap()),
            program,
        }
    }

    /// The answer to a statement.
    fn ask(&mut self, statement: &str) -> String {
        writeln!(self.requests, "{{\"statement\": \"{statement}\"}}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        answer
    }

    /// Ends it by ending what it is asked.
    fn end(mut self) {
        drop(self.requests);
        assert!(self.program.wait().unwrap().success());
    }
}

/// Runs and compares the code, the whole output and a part of the messages.
#[track_caller]
fn check(arguments: &[&str], code: i32, out: &str, err: &str) {
    let ran = run(arguments);
    assert!(
        ran.code == Some(code) && ran.out == out && ran.err.contains(err),
        "{arguments:?}\ncode {:?}\nout {:?}\nerr {}",
        ran.code,
        ran.out,
        ran.err
    );
}

const GRAPH: &str = "graph-data/china-tech-2021.json";

/// A folder, and names in it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn at(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}
