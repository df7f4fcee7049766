//! The shell at a terminal: keys go into a pseudo-terminal, and what it shows is looked at.
//!
//! In: sessions as lists of keys and expected texts. Nothing here depends on how fast the machine is: every wait ends when
//! the text has come, and fails only after a long time.

#![expect(clippy::unwrap_used, reason = "a test that cannot start must fail")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long to wait for a text before the test fails.
const PATIENCE: Duration = Duration::from_mins(2);

const CTRL_A: &str = "\x01";
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const CTRL_R: &str = "\x12";
const CTRL_U: &str = "\x15";
const UP: &str = "\x1b[A";
const RIGHT: &str = "\x1b[C";
const BACKSPACE: &str = "\x7f";

/// What came of looking at the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    New,
    Quiet,
    Over,
}

/// The program on a pseudo-terminal.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    shown: Receiver<Vec<u8>>,
    /// Everything shown so far, as bytes and without control codes.
    bytes: Vec<u8>,
    text: String,
    /// Up to where it was looked at.
    seen: usize,
    /// Closing it would end the program.
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let size = PtySize {
            rows: 40,
            cols: 100,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quipu"));
        command.args(arguments);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", "xterm-256color");
        command.env("HOME", folder);
        command.env("XDG_STATE_HOME", folder);
        command.env("XDG_CONFIG_HOME", folder);
        command.env_remove("QUIPU_HISTORY");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, shown) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let mut terminal = Self {
            child,
            keys,
            shown,
            bytes: Vec::new(),
            text: String::new(),
            seen: 0,
            _master: pair.master,
        };
        terminal.expect("quipu> ");
        terminal
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Takes in what is shown within a short time.
    fn look(&mut self) -> Look {
        match self.shown.recv_timeout(Duration::from_millis(500)) {
            Ok(bytes) => {
                self.bytes.extend(bytes);
                self.text = without_control_codes(&self.bytes);
                Look::New
            }
            Err(RecvTimeoutError::Timeout) => Look::Quiet,
            Err(RecvTimeoutError::Disconnected) => Look::Over,
        }
    }

    /// Has the text been shown since it was last looked at?
    fn finds(&mut self, part: &str) -> bool {
        let unseen = self.text.get(self.seen..).unwrap_or_default();
        match unseen.find(part) {
            Some(at) => {
                self.seen += at + part.len();
                true
            }
            None => false,
        }
    }

    #[track_caller]
    fn expect(&mut self, part: &str) {
        self.expect_while(part, |_| {});
    }

    /// Waits for a text; whenever nothing is shown for a while, does something.
    #[track_caller]
    fn expect_while(&mut self, part: &str, mut again: impl FnMut(&mut Self)) {
        let until = Instant::now() + PATIENCE;
        while !self.finds(part) {
            let look = self.look();
            let late = Instant::now() > until || look == Look::Over;
            assert!(
                !late || self.finds(part),
                "{part:?} was not shown, but\n{}",
                self.text.get(self.seen..).unwrap_or_default()
            );
            if look == Look::Quiet {
                again(self);
            }
        }
    }

    /// Waits for the end of the program and gives its exit code.
    #[track_caller]
    fn end(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            self.look();
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < until, "it does not end\n{}", self.text);
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// What a person reads: escape sequences and carriage returns left out.
fn without_control_codes(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\x1b' => {
                if characters.next_if_eq(&'[').is_some() {
                    while characters
                        .next()
                        .is_some_and(|next| !('@'..='~').contains(&next))
                    {}
                } else {
                    characters.next();
                }
            }
            '\n' => out.push('\n'),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// Keys to press, and texts that must be shown then, in order.
type Step<'a> = (&'a str, &'a [&'a str]);

/// A session in a folder of its own.
#[track_caller]
fn check_in(folder: &Path, arguments: &[&str], steps: &[Step<'_>]) {
    let mut terminal = Terminal::start(folder, arguments);
    for (keys, expected) in steps {
        terminal.press(keys);
        for part in *expected {
            terminal.expect(part);
        }
    }
    terminal.press(CTRL_D);
    assert_eq!(terminal.end(), 0);
}

#[track_caller]
fn check(arguments: &[&str], steps: &[Step<'_>]) {
    let folder = tempfile::tempdir().unwrap();
    check_in(folder.path(), arguments, steps);
}

const GRAPH: &str = "graph-data/china-tech-2021.json";

#[test]
fn answers_footers_and_errors() {
    check(
        &[],
        &[
            (
                "RETURN 20 + 1 AS x;\r",
                &["│ 21 │", "1 row (planned in", "quipu> "],
            ),
            (
                "CREATE (:A)-[:R]->(:B);\r",
                &["2 nodes created, 1 relationship created", "quipu> "],
            ),
            (
                "RETURN 20 + 2 AS x; RETURN 20 + 3 AS y;\r",
                &["│ 22 │", "│ 23 │", "quipu> "],
            ),
            (
                "RETURN m;\r",
                &["error Q1101", "<input>:1:8", "^", "quipu> "],
            ),
            (
                "MATCH (n) RETRUN n;\r",
                &["error Q1001", "hint: Did you mean RETURN?", "quipu> "],
            ),
            (
                "UNWIND range(1, 1000) AS x RETURN x;\r",
                &["950 more rows", "1,000 rows (50 shown", "quipu> "],
            ),
            ("exit", &["exit"]),
            (CTRL_C, &["quipu> "]),
        ],
    );
}

#[test]
fn a_graph_is_greeted_with_a_query_that_runs() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &[GRAPH]);
    let suggestion = terminal.text.split("Try  ").nth(1).unwrap();
    let query = suggestion.lines().next().unwrap().to_owned();
    assert!(query.starts_with("MATCH "), "{query}");
    terminal.press(&format!("{query}\r"));
    terminal.expect("rows (planned in");
}

#[test]
fn commands_and_modes() {
    check(
        &[],
        &[
            (":mode csv\r", &["quipu> "]),
            (
                "RETURN 20 + 1 AS x, 'a,b' AS y;\r",
                &["x,y\n21,\"a,b\"\n", "quipu> "],
            ),
            (".mode jsonl\r", &["quipu> "]),
            ("RETURN 20 + 1 AS x;\r", &["{\"x\":21}", "quipu> "]),
            (
                ":modee\r",
                &[
                    "there is no command `:modee`",
                    "did you mean `:mode`?",
                    "quipu> ",
                ],
            ),
            (":param x => 20 + 1\r", &["quipu> "]),
            ("RETURN $x AS x;\r", &["{\"x\":21}", "quipu> "]),
            (
                ":help\r",
                &["Commands start with a colon", "Topics: ", "quipu> "],
            ),
        ],
    );
}

#[test]
fn several_lines() {
    check(
        &[],
        &[
            ("RETURN 20\r", &["...> "]),
            ("+ 1 AS x\r", &["...> "]),
            (";\r", &["│ 21 │", "quipu> "]),
            // Backspace at the start of a line joins it with the one before.
            ("RETURN 2\r", &["...> "]),
            (BACKSPACE, &[]),
            ("2 AS x;\r", &["│ 22 │", "quipu> "]),
            // An empty line says what is missing.
            ("RETURN 1\r", &["...> "]),
            ("\r", &["...> ", "a statement ends with ;"]),
            (CTRL_C, &["quipu> "]),
            // Text in quotes keeps its lines as they were typed.
            ("RETURN size('a\r", &["...> "]),
            ("b') AS x;\r", &["│ 3 │", "quipu> "]),
        ],
    );
}

#[test]
fn completion() {
    check(
        &[GRAPH],
        &[
            (
                "MAT\t(c:Compa\t) RET\tc.na\t AS x ORD\tx LIM\t1;\r",
                &["│ Alibaba │", "quipu> "],
            ),
            (
                "MATCH (c:Company)-[:PROBED\t]->(a:Age\t) RETURN coun\t*) AS x;\r",
                &["│ 3 │", "quipu> "],
            ),
            (
                "MATCH (a:P\t\t",
                &[
                    "Person",
                    "Place",
                    "Product",
                    "Provision",
                    "Publisher",
                    "quipu> MATCH (a:P",
                ],
            ),
            (CTRL_C, &["quipu> "]),
            (":mo\tjsonl\r", &["quipu> "]),
            (
                "RETURN substri\t'hello', 1, 2) AS x;\r",
                &["{\"x\":\"el\"}", "quipu> "],
            ),
            (":param since => 21\r", &["quipu> "]),
            ("RETURN $si\t AS x;\r", &["{\"x\":21}", "quipu> "]),
        ],
    );
}

#[test]
fn hints() {
    check(
        &[],
        &[
            ("RETURN substring(", &["text, start, length?)"]),
            ("'hello', ", &["start, length?)"]),
            ("1) AS x;\r", &["│ ello │", "quipu> "]),
            // The grey rest of an earlier line is taken over with the right arrow.
            ("RETURN subs", &["tring('hello', 1) AS x;"]),
            (RIGHT, &[]),
            ("\r", &["│ ello │", "quipu> "]),
            (":mode ", &["[FORMAT]"]),
            (CTRL_C, &["quipu> "]),
        ],
    );
}

#[test]
fn history_lasts() {
    let folder = tempfile::tempdir().unwrap();
    check_in(
        folder.path(),
        &[],
        &[
            ("RETURN 20 + 1 AS first;\r", &["│    21 │", "quipu> "]),
            ("RETURN 20\r", &["...> "]),
            ("+ 2 AS second;\r", &["│     22 │", "quipu> "]),
            (UP, &["second"]),
            ("\r", &["│     22 │", "quipu> "]),
        ],
    );
    let kept = std::fs::read_to_string(folder.path().join("quipu").join("history")).unwrap();
    assert!(kept.contains("RETURN 20 + 1 AS first;"), "{kept}");
    assert!(kept.contains("RETURN 20\\n+ 2 AS second;"), "{kept}");
    check_in(
        folder.path(),
        &[],
        &[
            (CTRL_R, &["reverse-i-search"]),
            ("first", &["RETURN 20 + 1 AS first;"]),
            ("\r", &["│    21 │", "quipu> "]),
            (":history 2\r", &["AS first;", "quipu> "]),
        ],
    );
}

#[test]
fn history_elsewhere_or_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lines");
    let steps: &[Step<'_>] = &[("RETURN 20 + 1 AS x;\r", &["│ 21 │", "quipu> "])];
    check_in(folder.path(), &["--history", file.to_str().unwrap()], steps);
    assert!(file.exists());
    for none in ["in-memory", "disable"] {
        check_in(folder.path(), &["--history", none], steps);
    }
    assert!(!folder.path().join("quipu").exists());
}

#[test]
fn transactions_show_in_the_prompt() {
    check(
        &[],
        &[
            (":begin\r", &["quipu[tx]> "]),
            ("CREATE (:A);\r", &["1 node created", "quipu[tx]> "]),
            (":rollback\r", &["quipu> "]),
            (
                "MATCH (n) RETURN 20 + count(n) AS n;\r",
                &["│ 20 │", "quipu> "],
            ),
        ],
    );
}

#[test]
fn the_view_shows_in_the_prompt() {
    check(
        &["graph-data/china-tech-2021.json"],
        &[
            (
                ":as-of 2021-07-04\r",
                &["the graph as of 2021-07-04", "quipu 2021-07-04> "],
            ),
            (":cite on\r", &["quipu 2021-07-04 cite> "]),
            (
                "MATCH (c:Company)-[:PROBED_BY]->() RETURN c.name AS company;\r",
                &[
                    "Didi",
                    "[1]",
                    "TechCrunch China Roundup, 2021-07-20, #3",
                    "cite> ",
                ],
            ),
            ("CREATE (:A);\r", &["a view cannot be written", "cite> "]),
            (":cite off\r", &["quipu 2021-07-04> "]),
            (
                ":known-on 2021-07-19\r",
                &["quipu 2021-07-04 known 2021-07-19> "],
            ),
            (":as-of off\r", &["quipu known 2021-07-19> "]),
            (":known-on off\r", &["whatever is known", "quipu> "]),
            (
                ":timeline Didi\r",
                &["2021-06-30", "Didi LISTED_IN New York", "quipu> "],
            ),
        ],
    );
}

#[test]
fn ctrl_c_cancels_the_statement_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &[]);
    for statement in [
        "UNWIND range(1, 1000000000000) AS x RETURN count(x);\r",
        "UNWIND range(1, 1000000000000) AS x UNWIND range(1, 1000000) AS y RETURN sum(x + y);\r",
    ] {
        terminal.press(statement);
        terminal.expect("\n");
        // It may not be running yet, so more than one press may be needed.
        terminal.expect_while("error Q3001", |terminal| terminal.press(CTRL_C));
        terminal.expect("quipu> ");
    }
    // A press that came too late drops what is typed behind it, so this too may need to be typed again.
    terminal.expect_while("│ 21 │", |terminal| {
        terminal.press(CTRL_U);
        terminal.press("RETURN 20 + 1 AS x;\r");
    });
    terminal.expect("quipu> ");
    terminal.press(CTRL_D);
    assert_eq!(terminal.end(), 0);
}

#[test]
fn ctrl_c_drops_the_line_only() {
    check(
        &[],
        &[
            ("RETURN 'lost", &["lost"]),
            (CTRL_C, &["quipu> "]),
            ("20 + 1 AS x;", &["AS x;"]),
            (CTRL_A, &[]),
            ("RETURN ", &[]),
            ("\r", &["│ 21 │", "quipu> "]),
        ],
    );
}

#[test]
fn a_later_line_starts_behind_its_prompt() {
    let first = "WITH 1 AS one\r";
    let to_the_start = format!("{first}AS x;{CTRL_A}RETURN 12 \r");
    let emptied = format!("{first}wrong{CTRL_U}RETURN 13 AS y;\r");
    check(
        &[],
        &[
            (
                &to_the_start,
                &["  ...> RETURN 12 AS x;", "│ 12 │", "quipu> "],
            ),
            (&emptied, &["  ...> RETURN 13 AS y;", "│ 13 │", "quipu> "]),
            (
                "RETURN\n14 AS z;\n",
                &["  ...> 14 AS z;", "│ 14 │", "quipu> "],
            ),
        ],
    );
}

#[test]
fn what_is_typed_ahead_is_not_lost() {
    check(
        &[],
        &[(
            "RETURN 11 + 11 AS x;\rRETURN 'second' AS y;\rRETURN\r44 - 1 AS z;\r",
            &["│ 22 │", "│ second │", "│ 43 │", "quipu> "],
        )],
    );
}

#[test]
fn leaving() {
    for word in [":exit\r", "exit\r", ".quit\r", ":q;\r", CTRL_D] {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::start(folder.path(), &[]);
        terminal.press(word);
        assert_eq!(terminal.end(), 0, "{word:?}");
    }
}
