//! Colon commands: one file per command, each with its name, usage, a sentence, and what it does.
//!
//! In: a line such as `:mode csv` (or `.mode csv`). Out: an effect on the console. Knows nothing of the editor.

mod begin;
mod clear;
mod commit;
mod exit;
mod explain;
mod export;
mod functions;
mod help;
mod history;
mod import;
mod keywords;
mod mode;
mod null;
mod param;
mod params;
mod procedures;
mod profile;
mod rollback;
mod rows;
mod schema;
mod source;
mod stats;
mod timing;
mod width;

use std::io::Write;

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
    /// A statement or expression.
    Query,
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
    pub(super) argument: Argument,
    /// Does it, given the rest of the line without space around it.
    pub(super) run: fn(&mut Console, &str) -> Result<Next>,
}

/// All commands, by name.
pub(super) const ALL: &[&Command] = &[
    &begin::COMMAND,
    &clear::COMMAND,
    &commit::COMMAND,
    &exit::COMMAND,
    &explain::COMMAND,
    &export::COMMAND,
    &functions::COMMAND,
    &help::COMMAND,
    &history::COMMAND,
    &import::COMMAND,
    &keywords::COMMAND,
    &mode::COMMAND,
    &null::COMMAND,
    &param::COMMAND,
    &params::COMMAND,
    &procedures::COMMAND,
    &profile::COMMAND,
    &rollback::COMMAND,
    &rows::COMMAND,
    &schema::COMMAND,
    &source::COMMAND,
    &stats::COMMAND,
    &timing::COMMAND,
    &width::COMMAND,
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
            let names = ALL.iter().map(|command| command.name);
            Err(match nearest(name, names) {
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

/// Shows rows in the format that is set.
fn show(console: &mut Console, columns: &[&str], rows: Vec<Vec<Value>>) -> Result<Next> {
    let columns: Vec<String> = columns.iter().map(|&name| name.to_owned()).collect();
    let mut answer = ResultSet::new(columns);
    rows.into_iter().for_each(|row| answer.push(row));
    let mut options = console.settings.options.clone();
    options.max_rows = None;
    let text = crate::render::render(&answer, console.settings.format, &options);
    console.out.write_all(text.as_bytes())?;
    console.out.flush()?;
    Ok(Next::GoOn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_and_found() {
        assert!(ALL.windows(2).all(|pair| pair[0].name < pair[1].name));
        for command in ALL {
            for name in command.aliases.iter().chain([&command.name]) {
                assert_eq!(find(name).map(|found| found.name), Some(command.name));
            }
            assert!(!command.about.ends_with('.'), "{}", command.name);
        }
        assert!(find("nothing").is_none());
    }
}
