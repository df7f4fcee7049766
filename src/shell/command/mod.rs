//! Colon commands: one file per command, each with its name, usage, a sentence, and what it does.
//!
//! In: a line such as `:mode csv` (or `.mode csv`). Out: an effect on the console. Knows nothing of the editor.

mod again;
mod as_of;
mod begin;
mod check;
mod cite;
mod clear;
mod color;
mod commit;
mod diff;
mod exit;
mod explain;
mod export;
mod functions;
mod help;
mod history;
mod import;
mod keywords;
mod known_on;
mod log;
mod max_rows;
mod max_width;
mod memory_limit;
mod mode;
mod null;
mod param;
mod params;
mod procedures;
mod profile;
mod recorded_on;
mod rollback;
mod schema;
mod source;
mod stats;
mod timeline;
mod timeout;
mod timing;

use std::io::Write;
use std::path::PathBuf;

use super::console::Next;
use super::{Console, Failure, Result};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::value::{ResultSet, Value};

/// What the rest of a command's line is, for completion.
#[derive(Debug, Clone, Copy)]
pub(super) enum Argument {
    /// Nothing.
    None,
    /// The name of a file.
    File,
    /// A word of this list.
    OneOf(fn() -> Vec<&'static str>),
    /// A statement.
    Query,
    /// An expression.
    Expression,
    /// What `:help` knows.
    Topic,
    /// A function.
    Function,
}

/// A colon command.
pub(super) struct Command {
    /// Its name, without the colon.
    pub(super) name: &'static str,
    /// Other names.
    pub(super) aliases: &'static [&'static str],
    /// Its arguments, as help shows them.
    pub(super) usage: &'static str,
    /// What it does, in a sentence.
    pub(super) about: &'static str,
    /// Further lines of help; may be empty.
    pub(super) more: &'static str,
    /// What its argument is, for completion.
    pub(super) argument: Argument,
    /// Does it, given the rest of the line without space around it.
    pub(super) run: fn(&mut Console, &str) -> Result<Next>,
}

/// All commands, by name.
pub(super) const ALL: &[&Command] = &[
    &again::COMMAND,
    &as_of::COMMAND,
    &begin::COMMAND,
    &check::COMMAND,
    &cite::COMMAND,
    &clear::COMMAND,
    &color::COMMAND,
    &commit::COMMAND,
    &diff::COMMAND,
    &exit::COMMAND,
    &explain::COMMAND,
    &export::COMMAND,
    &functions::COMMAND,
    &help::COMMAND,
    &history::COMMAND,
    &import::COMMAND,
    &keywords::COMMAND,
    &known_on::COMMAND,
    &log::COMMAND,
    &max_rows::COMMAND,
    &max_width::COMMAND,
    &memory_limit::COMMAND,
    &mode::COMMAND,
    &null::COMMAND,
    &param::COMMAND,
    &params::COMMAND,
    &procedures::COMMAND,
    &profile::COMMAND,
    &recorded_on::COMMAND,
    &rollback::COMMAND,
    &schema::COMMAND,
    &source::COMMAND,
    &stats::COMMAND,
    &timeline::COMMAND,
    &timeout::COMMAND,
    &timing::COMMAND,
];

/// The command of this name or alias.
pub(super) fn find(name: &str) -> Option<&'static Command> {
    ALL.iter().copied().find(|command| {
        command.name.eq_ignore_ascii_case(name)
            || command
                .aliases
                .iter()
                .any(|alias| alias.eq_ignore_ascii_case(name))
    })
}

/// Names and aliases of all commands.
fn names() -> impl Iterator<Item = &'static str> {
    let names = |command: &&'static Command| {
        std::iter::once(command.name).chain(command.aliases.iter().copied())
    };
    ALL.iter().flat_map(names)
}

/// What `:help` explains, besides functions and error codes.
pub(super) fn topics() -> impl Iterator<Item = &'static str> {
    let commands = ALL.iter().map(|command| command.name);
    commands.chain(help::TOPICS.iter().map(|(name, ..)| *name))
}

/// Runs a command line, with its colon.
pub(super) fn run(console: &mut Console, line: &str) -> Result<Next> {
    let line = line
        .trim()
        .trim_start_matches([':', '.'])
        .trim_end_matches(';');
    let line = line.trim();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match find(name) {
        Some(command) => (command.run)(console, rest.trim()),
        None => {
            let problem = Diagnostic::new(Code::Usage, format!("there is no command `:{name}`"));
            Err(match nearest(name, names()) {
                Some(meant) => problem.hint(format!("did you mean `:{meant}`?")),
                None => problem.hint("`:help` lists all commands"),
            }
            .into())
        }
    }
}

/// The failure of a command whose arguments do not fit.
fn usage(command: &Command, message: impl Into<String>) -> Failure {
    let usage = format!("usage: :{} {}", command.name, command.usage);
    Diagnostic::new(Code::Usage, message)
        .hint(usage.trim())
        .into()
}

/// Refuses arguments for a command that takes none.
fn no_argument(command: &Command, rest: &str) -> Result<()> {
    if rest.is_empty() {
        Ok(())
    } else {
        Err(usage(
            command,
            format!("`:{}` takes no argument", command.name),
        ))
    }
}

/// Reads `on` and `off`; without a word the opposite of what is.
fn switch(command: &Command, rest: &str, now: bool) -> Result<bool> {
    match rest.to_ascii_lowercase().as_str() {
        "" => Ok(!now),
        "on" | "true" => Ok(true),
        "off" | "false" => Ok(false),
        _ => Err(usage(command, format!("`{rest}` is neither on nor off"))),
    }
}

/// The words of a switch.
fn on_off() -> Vec<&'static str> {
    vec!["on", "off"]
}

/// The text without the quotes around it, if there are some.
fn unquoted(text: &str) -> &str {
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('\'').or_else(|| inside('"')).unwrap_or(text)
}

/// A file name, which may stand in quotes; `~/` is the home folder.
fn path(text: &str) -> PathBuf {
    let name = unquoted(text);
    match (name.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(name),
    }
}

/// Says that a command does not heed the view, where one is set.
fn note_whole_graph(console: &mut Console) -> Result<()> {
    if console.session.expect_no_view().is_ok() {
        return Ok(());
    }
    console.note("all of the graph is counted, not only the view")?;
    Ok(())
}

/// Shows rows in the format that is set.
fn show(console: &mut Console, columns: &[&str], rows: Vec<Vec<Value>>) -> Result<Next> {
    let columns: Vec<String> = columns.iter().map(|&name| name.to_owned()).collect();
    let mut answer = ResultSet::new(columns);
    for row in rows {
        answer.push(row);
    }
    let mut options = console.settings.options.clone();
    options.max_rows = None;
    let text = crate::render::render(&answer, console.settings.format, &options);
    console.out.write_all(text.as_bytes())?;
    console.out.flush()?;
    Ok(Next::GoOn)
}

#[cfg(test)]
mod tests;
