//! The shell through a pseudo-terminal: typing, completion, many lines, history, Ctrl-C, errors, modes.
//!
//! In: key presses. Out: what a person would see. Waits for texts to appear, with a generous limit, and never for a time.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a text may take to appear before the test fails.
const LIMIT: Duration = Duration::from_secs(20);

struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    seen: String,
    _master: Box<dyn MasterPty + Send>,
    home: std::sync::Arc<tempfile::TempDir>,
}

impl Terminal {
    fn start(arguments: &[&str]) -> Self {
        Self::start_in(arguments, std::sync::Arc::new(tempfile::tempdir().unwrap()))
    }

    fn start_in(arguments: &[&str], home: std::sync::Arc<tempfile::TempDir>) -> Self {
        let size = PtySize {
            rows: 40,
            cols: 120,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quipu"));
        command.args(arguments);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", "xterm");
        command.env("NO_COLOR", "1");
        command.env("XDG_STATE_HOME", home.path());
        command.env_remove("QUIPU_HISTORY");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let mut terminal = Self {
            child,
            writer,
            output,
            seen: String::new(),
            _master: pair.master,
            home,
        };
        terminal.wait("quipu> ");
        terminal
    }

    fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Waits until the text appears in what came since the last wait; gives all that came until then.
    #[track_caller]
    fn wait(&mut self, text: &str) -> String {
        let end = Instant::now() + LIMIT;
        loop {
            if let Some(at) = self.seen.find(text) {
                let rest = self.seen.split_off(at + text.len());
                return std::mem::replace(&mut self.seen, rest);
            }
            let left = end.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                panic!("`{text}` did not appear; seen: {:?}", self.seen);
            };
            self.seen += &String::from_utf8_lossy(&bytes);
        }
    }

    /// Types a line and waits for a text in the answer, then for the next prompt.
    #[track_caller]
    fn line(&mut self, line: &str, answer: &str) -> String {
        self.press(line);
        self.press("\r");
        // The line break ends the editing; what comes then is the answer.
        self.wait("\r\n");
        let before = self.wait(answer);
        before + &self.wait("quipu")
    }

    /// Types a line that has no answer, and waits for the next prompt.
    #[track_caller]
    fn quiet(&mut self, line: &str) {
        self.line(line, "");
    }

    fn leave(mut self) -> u32 {
        self.press("\x04");
        self.child.wait().unwrap().exit_code()
    }
}

const GRAPH: &str = "graph-data/china-tech-2021.json";

#[test]
fn asking_and_leaving() {
    let mut terminal = Terminal::start(&[GRAPH]);
    let answer = terminal.line(
        "MATCH (c:Company {name: 'Didi'})-[p:PROBED_BY]->() RETURN p.valid_from AS since;",
        "1 row",
    );
    assert!(answer.contains("│ 2021-07-02 │"), "{answer}");
    terminal.line("CREATE (:A);", "1 node created");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn exit_commands_leave() {
    for command in [":exit", ".quit", ":q;"] {
        let mut terminal = Terminal::start(&[]);
        terminal.press(command);
        terminal.press("\r");
        assert_eq!(terminal.child.wait().unwrap().exit_code(), 0);
    }
}

#[test]
fn a_statement_may_span_lines() {
    let mut terminal = Terminal::start(&[]);
    terminal.press("UNWIND [1, 2] AS n\r");
    terminal.press("RETURN n * 21\r");
    terminal.press("AS product;\r");
    let answer = terminal.wait("2 rows");
    assert!(answer.contains("│      42 │"), "{answer}");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn what_is_typed_ahead_is_not_lost() {
    let mut terminal = Terminal::start(&[]);
    terminal.press("RETURN 11 + 11;\rRETURN 'second';\rRETURN\r44 - 1;\r");
    for answer in [" 22 │", "│ second ", " 43 │"] {
        terminal.wait(answer);
    }
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn errors_do_not_end_the_shell() {
    let mut terminal = Terminal::start(&[]);
    let answer = terminal.line("RETURN nothing;", "error Q1101");
    assert!(!answer.contains("panicked"));
    terminal.line("RETURN 'still ' + 'here' AS t;", "still here");
    terminal.line(":moed csv", "did you mean `:mode`?");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn tab_completes_from_the_graph() {
    let mut terminal = Terminal::start(&[GRAPH]);
    terminal.press("MATCH (c:Comp\t");
    terminal.wait("MATCH (c:Company");
    terminal.press(") RETURN c.na\t");
    terminal.wait("c.name");
    terminal.press(" AS n ORDER BY n LIMIT 1;\r");
    terminal.wait("Alibaba");
    terminal.wait("quipu> ");
    terminal.press(":sch\t");
    terminal.wait(":schema");
    terminal.press("\r");
    terminal.wait("(:Company)");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn modes_and_settings() {
    let mut terminal = Terminal::start(&[]);
    terminal.quiet(":mode csv");
    terminal.line("RETURN 1 AS a, 'x,y' AS b;", "1,\"x,y\"");
    terminal.quiet(":mode jsonl");
    terminal.line("RETURN 1 AS a;", "{\"a\":1}");
    terminal.quiet(":param limit => 1 + 1");
    terminal.line("RETURN $limit AS l;", "{\"l\":2}");
    terminal.quiet(":timing off");
    terminal.line("RETURN 7 AS s;", "1 row");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn transactions_show_in_the_prompt() {
    let mut terminal = Terminal::start(&[]);
    terminal.press(":begin\r");
    terminal.wait("quipu[tx]> ");
    terminal.press("CREATE (:A);\r");
    terminal.wait("1 node created");
    terminal.press(":rollback\r");
    terminal.wait("quipu> ");
    terminal.line("MATCH (n) RETURN count(n) AS nodes;", "│     0 │");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn control_c_cancels_the_query_and_not_the_shell() {
    let mut terminal = Terminal::start(&[]);
    terminal
        .press("UNWIND range(1, 100000000000) AS a WITH a WHERE a < 0 RETURN count(a) AS never;\r");
    // The line is echoed before the statement runs.
    terminal.wait("never;");
    std::thread::sleep(Duration::from_millis(300));
    terminal.press("\x03");
    terminal.wait("cancelled");
    terminal.wait("quipu> ");
    terminal.line("RETURN 'going ' + 'on' AS t;", "going on");
    // On the prompt it drops the line.
    terminal.press("RETURN half");
    terminal.wait("RETURN half");
    terminal.press("\x03");
    terminal.wait("quipu> ");
    terminal.line("RETURN 'a' + 'b' AS t;", "│ ab │");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn history_is_kept_between_sessions() {
    let mut terminal = Terminal::start(&[]);
    terminal.line("RETURN 'first' + 'session' AS t;", "firstsession");
    terminal.line(":history", "1  RETURN 'first'");
    let home = std::sync::Arc::clone(&terminal.home);
    assert_eq!(terminal.leave(), 0);
    assert!(home.path().join("quipu").join("history").is_file());
    let mut terminal = Terminal::start_in(&[], std::sync::Arc::clone(&home));
    // Up, up: the last line was `:history`.
    terminal.press("\x1b[A\x1b[A");
    terminal.wait("RETURN 'first' + 'session' AS t;");
    terminal.press("\r");
    terminal.wait("firstsession");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn no_history_where_none_is_wanted() {
    let mut terminal = Terminal::start(&["--history", "disable"]);
    terminal.line("RETURN 1 AS a;", "1 row");
    let home = std::sync::Arc::clone(&terminal.home);
    assert_eq!(terminal.leave(), 0);
    assert!(!home.path().join("quipu").exists());
}

#[test]
fn the_greeting_says_what_is_there() {
    let home = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let mut terminal = Terminal::start_in(&[GRAPH], home);
    terminal.line(":stats", "relationship types");
    let help = terminal.line(":help", ":max-width");
    assert!(help.contains(":import"), "{help}");
    assert_eq!(terminal.leave(), 0);
}
