//! `quipu restore`: a database of the statements of a dump, or of any script. In: names. Out: a database of all of them,
//! or none. Knows nothing of what the statements mean.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Arc;

use super::exit::{Exit, Result};
use super::limits::SaidLimits;
use super::upkeep::no_name;
use crate::diagnostic::{Code, Diagnostic, Interrupt};
use crate::engine::{Database, Session};
use crate::format::{DumpLoader, DumpPromise, open_stream, reason};
use crate::shell::{Failure, Interrupts, counted, create, is_database};
use crate::source::Source;
use crate::syntax::split_part;
use crate::value::Map;

/// Makes a database of the statements of a dump: of all of them, or there is none.
pub(super) fn run_restore(file: &str, name: &str) -> Result<Exit> {
    if !is_database(Path::new(name)) {
        return Err(no_name(name));
    }
    let label = format!("restore {file}");
    let mut restored = (0, 0);
    Interrupts::install().until(|interrupt| {
        create(Path::new(name), &label, interrupt, || {
            let (database, promise) = replay(file, interrupt)?;
            let version = database.version();
            promise
                .check(&version)
                .map_err(|problem| about(file, &problem))?;
            restored = (version.node_count(), version.relationship_count());
            Ok(database.graph().clone())
        })
    })?;
    let (nodes, relationships) = (
        counted(restored.0, "node", "nodes"),
        counted(restored.1, "relationship", "relationships"),
    );
    let line = format!("{name}: {nodes} and {relationships}\n");
    std::io::stderr().write_all(line.as_bytes())?;
    Ok(Exit::Ok)
}

/// Makes what the statements of a file make. A dump is loaded at once; when it turns out to be no dump as this program writes
/// it, all statements are run one after the other, from the first one on.
fn replay(
    file: &str,
    interrupt: &Interrupt,
) -> std::result::Result<(Database, DumpPromise), Failure> {
    let is_file = std::fs::metadata(file).is_ok_and(|about| about.is_file());
    // What cannot be read twice is run.
    if is_file && let Some(made) = Replay::new(file, Target::loader(interrupt), interrupt).run()? {
        return Ok(made);
    }
    let database = Database::new();
    match Replay::new(file, Target::session(&database, interrupt), interrupt).run()? {
        Some(made) => Ok(made),
        None => Err(Diagnostic::new(Code::Internal, "a session refused to run a statement").into()),
    }
}

/// What takes statements.
enum Target {
    Loader(Box<DumpLoader>),
    Session(Box<Session>),
}

impl Target {
    fn loader(interrupt: &Interrupt) -> Self {
        Self::Loader(Box::new(DumpLoader::new(interrupt.clone())))
    }

    /// Statements share the memory that there is with nobody, as far as is known.
    fn session(database: &Database, interrupt: &Interrupt) -> Self {
        let mut session = database.session();
        session.set_limits(SaidLimits::default().limits());
        session.set_interrupt(interrupt.clone());
        Self::Session(Box::new(session))
    }
}

/// The statements of a file on their way to a target.
struct Replay<'f> {
    file: &'f str,
    target: Target,
    promise: DumpPromise,
    is_empty: bool,
    interrupt: &'f Interrupt,
}

impl<'f> Replay<'f> {
    fn new(file: &'f str, target: Target, interrupt: &'f Interrupt) -> Self {
        Self {
            file,
            target,
            interrupt,
            promise: DumpPromise::default(),
            is_empty: true,
        }
    }

    /// Hands over the statements one after the other, reading no more of the file than one of them at a time. Nothing, when the
    /// target leaves one of them.
    fn run(mut self) -> std::result::Result<Option<(Database, DumpPromise)>, Failure> {
        let file = self.file;
        let unreadable = |error: &std::io::Error| {
            let message = format!("`{file}` cannot be read: {}", reason(error));
            Failure::new(Code::FileNotReadable, message)
        };
        let mut lines = BufReader::new(open_stream(Path::new(file), self.interrupt)?);
        let (mut text, mut line, mut first_line) = (String::new(), 0, 1);
        let mut in_statement = false;
        loop {
            let begun = text.len();
            let read = lines.read_line(&mut text);
            // What was stopped has no other reason.
            self.interrupt.check()?;
            let ended = read.map_err(|error| unreadable(&error))? == 0;
            line += 1;
            if line == 1 && text.starts_with('\u{feff}') {
                text.remove(0);
            }
            let added = text.get(begun..).unwrap_or_default();
            if !in_statement {
                let read = self.promise.read(added);
                read.map_err(|problem| about(file, &problem))?;
                in_statement = !is_aside(added);
            }
            // Nothing else can be the end of a statement; what is long is cut up once.
            if !ended && !text.trim_end().ends_with(';') {
                // In a dump it ends with its line.
                if in_statement && matches!(self.target, Target::Loader(_)) {
                    return Ok(None);
                }
                continue;
            }
            match self.take(&mut text, first_line, ended)? {
                Taken::No => return Ok(None),
                Taken::GoesOn => continue,
                Taken::Yes => {}
            }
            if ended {
                return self.finish();
            }
            text.clear();
            in_statement = false;
            first_line = line + 1;
        }
    }

    /// Hands over what was read, when it is whole.
    fn take(
        &mut self,
        text: &mut String,
        first_line: usize,
        ended: bool,
    ) -> std::result::Result<Taken, Failure> {
        if let Target::Loader(loader) = &mut self.target {
            let statements = text.lines().filter(|line| !is_aside(line));
            for statement in statements {
                let taken = statement.strip_suffix(';').and_then(|statement| {
                    self.promise.read_statement(statement);
                    loader.take(statement)
                });
                if taken.is_none() {
                    return Ok(Taken::No);
                }
                self.is_empty = false;
            }
            if loader.is_done() {
                let graph = std::mem::take(loader).finish()?;
                self.target = Target::session(&Database::over(graph), self.interrupt);
            }
            return Ok(if ended && matches!(self.target, Target::Loader(_)) {
                Taken::No
            } else {
                Taken::Yes
            });
        }
        let (statements, goes_on) = split_part(text);
        if goes_on && !ended {
            return Ok(Taken::GoesOn);
        }
        let name = format!("{}, from line {first_line} on", self.file);
        let source = Arc::new(Source::new(name, std::mem::take(text)));
        self.is_empty &= statements.is_empty();
        for span in statements {
            let statement = span.slice(&source.text);
            self.promise.read_statement(statement);
            if let Target::Session(session) = &mut self.target {
                session
                    .run(statement, &Map::new())
                    .map_err(|error| error.within(Arc::clone(&source), span.start as usize))?;
            }
        }
        Ok(Taken::Yes)
    }

    /// All statements were taken.
    fn finish(self) -> std::result::Result<Option<(Database, DumpPromise)>, Failure> {
        let (file, promise) = (self.file, self.promise);
        let Target::Session(session) = self.target else {
            return Ok(None);
        };
        if session.in_transaction() {
            let message = format!("`{file}` opens a transaction that it does not end");
            return Err(Diagnostic::new(Code::TransactionState, message).into());
        }
        if self.is_empty && !promise.is_dump() {
            // What is left of a dump that was cut off at its very beginning looks like this.
            let message = format!("`{file}` holds no statement, so there is nothing to restore");
            return Err(Diagnostic::new(Code::InvalidGraphData, message).into());
        }
        Ok(Some((session.database().clone(), promise)))
    }
}

/// What became of what was read.
enum Taken {
    Yes,
    /// The statement goes on.
    GoesOn,
    /// The target leaves it.
    No,
}

/// Does no statement stand on this line?
fn is_aside(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with("//")
}

/// A problem with the file as a whole.
fn about(file: &str, problem: &Diagnostic) -> Failure {
    let message = format!("`{file}`: {}", problem.message());
    let problem = problem
        .hints()
        .iter()
        .fold(Diagnostic::new(problem.code(), message), Diagnostic::hint);
    problem.into()
}

#[cfg(test)]
mod tests {
    use super::{Replay, Target};
    use crate::diagnostic::Interrupt;
    use crate::engine::Database;
    use crate::format::dump;
    use crate::value::{Map, literal};

    /// Everything in a graph.
    fn picture(database: &Database) -> Vec<String> {
        let mut lines = Vec::new();
        for query in [
            "MATCH (n) UNWIND labels(n) + [''] AS l WITH n, l ORDER BY l RETURN collect(l), properties(n)",
            "MATCH (a)-[r]->(b) RETURN a.uid, type(r), properties(r), b.uid",
            "SHOW INDEXES",
            "SHOW CONSTRAINTS",
        ] {
            let answer = database.session().run(query, &Map::new()).unwrap();
            let rows = answer.rows().iter();
            lines.extend(rows.map(|row| row.iter().map(literal::cypher).collect::<String>()));
        }
        lines.sort();
        lines
    }

    /// What a target makes of a file; nothing when it leaves it.
    fn made(file: &str, target: Target) -> Option<Result<Vec<String>, String>> {
        match Replay::new(file, target, &Interrupt::default()).run() {
            Ok(made) => made.map(|(database, promise)| {
                let checked = promise.check(&database.version());
                checked.map_err(|problem| problem.message().to_owned())?;
                Ok(picture(&database))
            }),
            Err(failure) => Some(Err(format!("{:?}", failure.code()))),
        }
    }

    fn dumped() -> String {
        let database = Database::new();
        for statement in [
            "UNWIND range(1, 9) AS x CREATE (:A {uid: x, t: 'it\\'s\\n' + x, d: date({year: 2000 + x}), f: x / 4.0})",
            "UNWIND range(10, 14) AS x CREATE (:A:`B c` {uid: x, l: [x, null, 'a'], z: datetime('2021-07-04T10:00+02:00')})",
            "CREATE ({uid: 15, n: -0.0 / 0, m: duration('P1DT2S'), b: true, `odd name`: localtime('10:00')}), (:C {uid: 16})",
            "MATCH (a), (b) WHERE b.uid = a.uid * 2 CREATE (a)-[:R {w: a.uid * 0.5, s: 'x'}]->(b), (b)-[:`S T`]->(a)",
            "MATCH (c:C) DETACH DELETE c",
            "CREATE CONSTRAINT FOR (a:A) REQUIRE a.uid IS UNIQUE",
            "CREATE INDEX FOR ()-[r:R]-() ON (r.w)",
        ] {
            database.session().run(statement, &Map::new()).unwrap();
        }
        let mut out = Vec::new();
        dump(&database.version(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// A dump that is loaded at once makes what its statements make. So does one that was changed, or it is left to them.
    #[test]
    fn loading_is_as_running() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.cypher").display().to_string();
        let both = |text: &str| {
            std::fs::write(&file, text).unwrap();
            let never = Interrupt::default();
            let run = made(&file, Target::session(&Database::new(), &never));
            (made(&file, Target::loader(&never)), run.unwrap())
        };
        let whole = dumped();
        let (loaded, run) = both(&whole);
        assert!(run.is_ok());
        assert_eq!(loaded, Some(run));
        let mut random = fastrand::Rng::with_seed(7);
        let long = std::env::var("QUIPU_LONG").ok();
        let times = long.and_then(|times| times.parse().ok()).unwrap_or(1);
        let mut left = 0;
        for _ in 0..100 * times {
            let mut text = whole.clone();
            let at = |text: &str, random: &mut fastrand::Rng| {
                let at = random.usize(..text.len());
                (0..=at)
                    .rev()
                    .find(|at| text.is_char_boundary(*at))
                    .unwrap_or(0)
            };
            for _ in 0..random.usize(1..3) {
                let (from, to) = (at(&text, &mut random), at(&text, &mut random));
                match random.u8(..4) {
                    0 => text.replace_range(from..(from + 1).min(text.len()), ""),
                    1 => text.insert(
                        from,
                        *random
                            .choice(b"0123456789 -.,:{}[]()'`\\;abn_".iter())
                            .unwrap() as char,
                    ),
                    2 => {
                        // A line elsewhere, or twice.
                        let lines: Vec<&str> = whole.split_inclusive('\n').collect();
                        let line = lines[random.usize(..lines.len())];
                        let begins = text[..to].rfind('\n').map_or(0, |end| end + 1);
                        text.insert_str(begins, line);
                    }
                    _ => {
                        let digit = *random.choice(b"0123456789".iter()).unwrap() as char;
                        if let Some(found) = text[from..].find(|c: char| c.is_ascii_digit()) {
                            text.replace_range(from + found..=from + found, &digit.to_string());
                        }
                    }
                }
            }
            let (loaded, run) = both(&text);
            match loaded {
                Some(loaded) => assert_eq!(loaded, run, "{text}"),
                None => left += 1,
            }
        }
        assert!(left > 20 * times && left < 100 * times, "{left}");
    }
}
