//! How soon statements stop: the delay between a raised cancel flag, or a reached time limit, and the error.
//!
//! In: nothing, or in environment variables the share of the full sizes `SHARE` (1.0), how many moments of each statement
//! are tried `MOMENTS` (6) and a part of the names of the statements wanted, `ONLY`. Out: one line per statement: how long
//! it runs when nobody stops it, and after how many milliseconds it was over, over moments spread evenly over its run: the
//! longest and the median delay after the flag, the longest in CPU time of all threads, and the longest after the time
//! limit; `missed` is how many ran to their end after the flag. Milliseconds of this process and this machine; where the CPU
//! time is much less, the machine worked for others meanwhile. A statement whose run is not much longer than its delays
//! was too small to say anything.
//!
//! What writes is tried on an empty graph that is new each time, or in a transaction that is undone; neither is counted,
//! nor is how long it takes to undo.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod loads;
mod statements;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use quipu::procedure::{Procedure, ProcedureField, ProcedureType};
use quipu::value::Kind;
use quipu::{Code, Database, Error, Limits, Map, Session, Value};

use statements::{COMMITTED, KEPT, SECTIONS, Statement, writes};

/// What the program allocates with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// When a statement is stopped, and how.
#[derive(Clone, Copy)]
enum Stop {
    Never,
    Flag(Duration),
    Limit(Duration),
}

/// How a run went.
struct Run {
    took: Duration,
    /// How long it went on after it was to end, and the CPU time meanwhile.
    late: Option<(Duration, Duration)>,
    ended_early: bool,
}

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// CPU time of all threads so far; elapsed time where the system does not tell.
#[cfg(unix)]
fn cpu(_: Instant) -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(not(unix))]
fn cpu(started: Instant) -> Duration {
    started.elapsed()
}

/// Runs `work`, while another thread calls `raise` at the moment. `work` tells if it was stopped.
fn raced(
    moment: Option<Duration>,
    raise: impl FnOnce() + Send,
    work: impl FnOnce() -> Outcome<bool>,
) -> Outcome<Run> {
    let (done, ended) = channel::<()>();
    let started = Instant::now();
    thread::scope(|scope| {
        let other = scope.spawn(move || {
            if ended.recv_timeout(moment?).is_ok() {
                return None;
            }
            raise();
            Some((Instant::now(), cpu(started)))
        });
        let stopped = work();
        let (end, cpu) = (Instant::now(), cpu(started));
        // The other thread may have gone already.
        let _ = done.send(());
        let raised = other.join().ok().flatten();
        Ok(Run {
            took: end - started,
            late: raised
                .map(|(at, used)| (end.saturating_duration_since(at), cpu.saturating_sub(used))),
            ended_early: stopped?,
        })
    })
}

/// Runs a statement.
fn measure(
    session: &mut Session,
    (name, _, text): Statement,
    parameters: &Map,
    stop: Stop,
) -> Outcome<Run> {
    let (flag, limit) = match stop {
        Stop::Never => (None, None),
        Stop::Flag(moment) => (Some(moment), None),
        Stop::Limit(moment) => (None, Some(moment)),
    };
    session.set_limits(Limits {
        time: limit,
        ..Limits::default()
    });
    let handle = session.cancel_handle();
    let mut run = raced(
        flag,
        move || handle.cancel(),
        || {
            let ended = if name == KEPT {
                session.run(text, parameters).map(drop)
            } else {
                let mut sink = |_: &_, _: _| ControlFlow::Continue(());
                session.stream(text, parameters, &mut sink).map(drop)
            };
            was_stopped(ended)
        },
    )?;
    if let Some(limit) = limit.filter(|limit| *limit < run.took) {
        run.late = Some((run.took.saturating_sub(limit), Duration::ZERO));
    }
    Ok(run)
}

/// Was it cancelled or out of time? Any other error is one.
fn was_stopped(ended: Result<(), Error>) -> Outcome<bool> {
    match ended {
        Ok(()) => Ok(false),
        Err(error) if matches!(error.code(), Code::Cancelled | Code::TimeLimit) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Measures one thing, whole and stopped at each moment, and prints its line.
fn line(name: &str, moments: u32, mut measure: impl FnMut(Stop) -> Outcome<Run>) -> Outcome<()> {
    let whole = measure(Stop::Never)?.took;
    let (mut flags, mut limits, mut missed) = (Vec::new(), Vec::new(), 0);
    for moment in 0..moments {
        let at = whole.mul_f64((f64::from(moment) + 0.5) / f64::from(moments));
        let run = measure(Stop::Flag(at))?;
        missed += u32::from(run.late.is_some() && !run.ended_early);
        flags.extend(run.late);
        limits.extend(measure(Stop::Limit(at))?.late);
    }
    flags.sort_unstable();
    let shown = |time: Option<Duration>| {
        time.map_or_else(
            || "-".to_owned(),
            |time| format!("{:.1}", time.as_secs_f64() * 1e3),
        )
    };
    println!(
        "{name:<34}{:>10}{:>10}{:>10}{:>10}{:>10}{missed:>8}",
        shown(Some(whole)),
        shown(flags.last().map(|late| late.0)),
        shown(flags.get(flags.len() / 2).map(|late| late.0)),
        shown(flags.iter().map(|late| late.1).max()),
        shown(limits.iter().map(|late| late.0).max()),
    );
    Ok(())
}

fn parameters(n: f64) -> Map {
    let n = n.max(8.0);
    let numbers = [
        ("n", n),
        ("root", n.cbrt()),
        ("side", n.ln() / 4_f64.ln() + 2.0),
        ("steps", n.ln() / 1.84_f64.ln()),
    ];
    numbers
        .into_iter()
        .map(|(name, number)| (name, Value::Integer(number as i64)))
        .collect()
}

/// `bounds.twice(x)` gives a row, `bounds.numbers(n)` gives n.
fn procedures(database: &Database) {
    let field = |name: &str| ProcedureField {
        name: name.into(),
        ty: ProcedureType {
            kind: Kind::Integer,
            nullable: false,
        },
    };
    let integer = |value: &Value| match value {
        Value::Integer(integer) => *integer,
        _ => 0,
    };
    database.register_procedure(Procedure {
        name: "bounds.twice".into(),
        inputs: vec![field("x")],
        outputs: vec![field("y")],
        body: Arc::new(move |inputs| {
            Ok(vec![vec![Value::Integer(
                inputs.iter().map(integer).sum::<i64>() * 2,
            )]])
        }),
    });
    database.register_procedure(Procedure {
        name: "bounds.numbers".into(),
        inputs: vec![field("n")],
        outputs: vec![field("y")],
        body: Arc::new(move |inputs| {
            let count = inputs.first().map_or(0, integer);
            Ok((0..count)
                .map(|number| vec![Value::Integer(number)])
                .collect())
        }),
    });
}

/// A graph of its own, made by statements.
fn made(statements: &[&str], parameters: &Map) -> Outcome<Database> {
    let database = Database::new();
    procedures(&database);
    let mut session = database.session();
    for text in statements {
        session.run(text, parameters)?;
    }
    Ok(database)
}

fn setting(name: &str, default: f64) -> f64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn main() -> Outcome<()> {
    // `cargo test` runs benches too; there small sizes show that they work.
    let small = !std::env::args().any(|argument| argument == "--bench");
    let share = setting("SHARE", if small { 1e-4 } else { 1.0 });
    let moments = setting("MOMENTS", if small { 1.0 } else { 6.0 }).max(1.0) as u32;
    let only = std::env::var("ONLY").unwrap_or_default();
    println!("{share} of the full sizes, {moments} moments; milliseconds");
    println!(
        "{:<34}{:>10}{:>10}{:>10}{:>10}{:>10}{:>8}",
        "statement", "whole", "flag max", "median", "CPU max", "limit max", "missed"
    );
    for (n, graph, statements) in SECTIONS {
        let wanted = statements.iter().filter(|(name, ..)| name.contains(&only));
        let mut database = None;
        for statement in wanted {
            let database = match &database {
                Some(database) => database,
                None => database.insert(made(graph, &parameters(n * share))?),
            };
            let mut parameters = parameters(statement.1 * share);
            if statement.2.contains("$list") {
                let list = (0..(statement.1 * share) as i64).map(Value::Integer);
                parameters.insert("list", Value::list(list.collect()));
            }
            line(statement.0, moments, |stop| {
                if graph.is_empty() {
                    let database = made(&[], &parameters)?;
                    return measure(&mut database.session(), *statement, &parameters, stop);
                }
                let mut session = database.session();
                if statement.2 == "COMMIT" {
                    // On a copy of the graph, as there is no way back.
                    let database = made(graph, &parameters)?;
                    let mut session = database.session();
                    session.begin()?;
                    for text in COMMITTED {
                        session.run(text, &parameters)?;
                    }
                    return measure(&mut session, *statement, &parameters, stop);
                }
                if !writes(statement.2) {
                    return measure(&mut session, *statement, &parameters, stop);
                }
                session.begin()?;
                let run = measure(&mut session, *statement, &parameters, stop);
                session.rollback()?;
                run
            })?;
        }
    }
    for load in loads::all((loads::LOADED * share).max(2.0) as u64, &only)? {
        line(load.name, moments, |stop| load.measure(stop))?;
    }
    Ok(())
}
