//! Doing what is wanted. In: an [`Intent`]. Out: an exit code. Knows nothing of arguments.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use super::args::{Input, Parameter};
use super::exit::{Ended, Exit, Result};
use super::help::HELP;
use super::intent::{Colour, Common, Intent};
use super::{check, pipe, restore, scripts, transfer, upkeep};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Database;
use crate::format::{read_within, reason};
use crate::graph::durable::OpenOptions;
use crate::render::{Format, Options, Theme};
use crate::shell::{
    Console, Failure, FooterPlace, History, Interrupts, Settings, default_path, evaluate,
    from_json_file, greeting, is_database, open_until, repl, split_assignment, user,
};
use crate::source::Source;
use crate::value::{Map, Value};

/// Rows that tables show on a terminal when nothing else is said.
const ROWS_ON_TERMINAL: usize = 50;

/// Does what is wanted.
pub(super) fn run(intent: Intent) -> Result<Exit> {
    match intent {
        Intent::Help => show(HELP),
        Intent::Version => show(concat!("quipu ", env!("CARGO_PKG_VERSION"), "\n")),
        Intent::Ask {
            graph,
            inputs,
            history,
            common,
        } => ask(graph.as_deref(), inputs, history.as_deref(), &common),
        Intent::Run {
            scripts,
            graph,
            purpose,
            common,
        } => scripts::run_scripts(&scripts, graph.as_deref(), purpose, &common),
        Intent::Check { graph, common } => check::run_check(&graph, &common),
        Intent::Pipe {
            graph,
            typed,
            opening,
            limits,
            threads,
        } => pipe::run_pipe(graph.as_deref(), typed, &opening, limits, threads),
        Intent::Import {
            files,
            into,
            merge_on,
            skip_bad,
        } => {
            let how = transfer::ImportHow { merge_on, skip_bad };
            transfer::run_import(&files, &into, how)
        }
        Intent::Backup { database, to } => upkeep::run_backup(&database, &to),
        Intent::Compact { database, keep } => upkeep::run_compact(&database, &keep),
        Intent::Dump { graph, to } => upkeep::run_dump(&graph, to.as_deref()),
        Intent::Restore { dump, database } => restore::run_restore(&dump, &database),
        Intent::Export { graph, to, lines } => transfer::run_export(&graph, to.as_deref(), lines),
    }
}

fn show(text: &str) -> Result<Exit> {
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Ok)
}

fn ask(
    graph: Option<&str>,
    mut inputs: Vec<Input>,
    history: Option<&str>,
    common: &Common,
) -> Result<Exit> {
    let interrupts = Interrupts::install();
    let name = graph.unwrap_or(":memory:");
    let is_timeline = |input: &Input| matches!(input, Input::Timeline(_));
    let opening = if inputs.iter().any(is_timeline) {
        to_look_at(name)
    } else {
        common.opening
    };
    let database = interrupts
        .until(|interrupt| open_until(name, &opening, interrupt))
        .map_err(Ended::cannot_open)?;
    database.set_threads(common.threads);
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let interactive = inputs.is_empty() && terminal;
    if inputs.is_empty() && !interactive {
        inputs.push(Input::File("-".to_owned()));
    }
    let parameters = parameters(&common.parameters, common.limits.limits().memory)?;
    let mut console = console(&database, common, &parameters, interrupts, interactive)?;
    if interactive {
        let history = match history
            .map(str::to_owned)
            .or_else(|| std::env::var("QUIPU_HISTORY").ok())
        {
            Some(text) => History::from_text(&text),
            None => default_path().map_or(History::InMemory, History::File),
        };
        repl(&mut console, &history, &greeting(name, &database))?;
        console.abandon_transaction()?;
        return Ok(Exit::Ok);
    }
    let mut exit = Exit::Ok;
    for input in inputs {
        let done = match input {
            Input::Text(text) => console.run_text(
                &Arc::new(Source::new("<command>", text)),
                common.fail_at_end,
            ),
            Input::Timeline(about) => console.timeline(&about),
            Input::File(name) if name == "-" => {
                let source = standard_input(common.limits.limits().memory)?;
                console.run_text(&Arc::new(source), common.fail_at_end)
            }
            Input::File(name) => console.run_file(Path::new(&name), common.fail_at_end),
        };
        match done {
            Ok(crate::shell::Next::GoOn) => {}
            Ok(crate::shell::Next::Leave) => break,
            Err(failure) => {
                // With --fail-at-end the console has reported it already.
                if !common.fail_at_end || matches!(failure.code(), Some(Code::FileNotReadable)) {
                    console.report_in_mode(&failure)?;
                }
                exit = Exit::of(&failure);
                if !common.fail_at_end || matches!(failure, Failure::Output(_)) {
                    break;
                }
            }
        }
    }
    console.flush()?;
    if console.abandon_transaction()? && exit == Exit::Ok {
        exit = Exit::Problem;
    }
    Ok(exit)
}

/// How to open a graph that is only looked at: nothing is made or changed, and somebody else may be writing.
pub(super) fn to_look_at(name: &str) -> OpenOptions {
    OpenOptions::new().read_only(is_database(Path::new(name)))
}

/// A console on the standard streams, with the view and the parameters that were given.
pub(super) fn console(
    database: &Database,
    common: &Common,
    parameters: &Map,
    interrupts: Interrupts,
    interactive: bool,
) -> Result<Console> {
    let settings = settings(common, interactive);
    let out: Box<dyn Write> = Box::new(std::io::BufWriter::new(std::io::stdout()));
    let err: Box<dyn Write> = Box::new(std::io::LineWriter::new(std::io::stderr()));
    let mut session = database.session();
    common.view.apply(&mut session, parameters)?;
    let mut console = Console::new(session, settings, interrupts, out, err);
    console.set_label(&user());
    console.set_limits(common.limits.limits());
    for (name, value) in parameters.iter() {
        console.set_parameter(name, value.clone());
    }
    Ok(console)
}

pub(super) fn settings(common: &Common, interactive: bool) -> Settings {
    let terminal = std::io::stdout().is_terminal();
    let colours = match common.color {
        Colour::Auto => terminal && colours_can_be_shown(),
        Colour::Always => true,
        Colour::Never => false,
    };
    let options = Options {
        max_rows: common.max_rows.or(terminal.then_some(ROWS_ON_TERMINAL)),
        max_width: common.max_width,
        null: common.null.clone().unwrap_or_else(|| "null".to_owned()),
        theme: if colours {
            Theme::colour()
        } else {
            Theme::plain()
        },
    };
    let default = if terminal {
        Format::Box
    } else {
        Format::JsonLines
    };
    Settings {
        format: common.format.unwrap_or(default),
        options,
        width_of_terminal: terminal && common.max_width.is_none(),
        timing: interactive || terminal,
        footer: match (common.quiet, terminal) {
            (true, _) => FooterPlace::None,
            (false, true) => FooterPlace::Out,
            (false, false) => FooterPlace::Err,
        },
    }
}

/// Should messages on the error output be in colour?
pub(super) fn colours_on_stderr() -> bool {
    std::io::stderr().is_terminal() && colours_can_be_shown()
}

fn colours_can_be_shown() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let unknown = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    !unwanted && !unknown
}

/// The parameters of the command line, later ones winning.
pub(super) fn parameters(given: &[Parameter], limit: Option<usize>) -> Result<Map> {
    let mut map = Map::new();
    for parameter in given {
        match parameter {
            Parameter::Expression(text) => {
                let Some((name, expression)) = split_assignment(text) else {
                    let message = format!("-P '{text}': NAME => EXPRESSION is expected");
                    return Err(Failure::new(Code::Usage, message).into());
                };
                let value = evaluate(expression, &map)?;
                map.insert(name, value);
            }
            Parameter::Text(name, text) => map.insert(name.as_str(), Value::string(text)),
            Parameter::File(path) => {
                for (name, value) in from_json_file(Path::new(path), limit)?.iter() {
                    map.insert(name.as_ref(), value.clone());
                }
            }
        }
    }
    Ok(map)
}

fn standard_input(limit: Option<usize>) -> Result<Source> {
    let bytes = read_within(&mut std::io::stdin(), "standard input", limit)?;
    let bytes = bytes.map_err(|error| {
        let message = format!("standard input cannot be read: {}", reason(&error));
        Failure::new(Code::FileNotReadable, message)
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new("<stdin>", text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("standard input is not UTF-8 text, from byte {at} on");
            Err(Diagnostic::new(Code::InvalidUtf8, message).into())
        }
    }
}
