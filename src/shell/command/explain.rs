//! `:explain`: show the plan of a statement, or what an error code means. Knows nothing of other commands.

use std::sync::Arc;

use super::{Argument, Command, Console, Next, Result, help, usage};
use crate::source::Source;

pub(super) const COMMAND: Command = Command {
    name: "explain",
    aliases: &[],
    usage: "[STATEMENT or CODE]",
    about: "show the plan of a statement, or of the last one",
    more: "The same as EXPLAIN before the statement. An error code instead of a statement is explained too.",
    argument: Argument::Query,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if help::error_code(console, rest)? {
        return Ok(Next::GoOn);
    }
    if looks_like_a_code(rest) {
        return Err(usage(&COMMAND, format!("there is no error code `{rest}`")));
    }
    with_prefix(&COMMAND, "EXPLAIN", console, rest)
}

fn looks_like_a_code(text: &str) -> bool {
    let digits = text.trim_start_matches(['Q', 'q']);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Runs a statement, or the last one, behind a word.
pub(super) fn with_prefix(
    command: &Command,
    prefix: &str,
    console: &mut Console,
    rest: &str,
) -> Result<Next> {
    let statement = match (rest, &console.last) {
        ("", None) => return Err(usage(command, "no statement has run yet, so name one")),
        ("", Some(last)) => last.clone(),
        (statement, _) => statement.to_owned(),
    };
    let source = Arc::new(Source::new("<input>", format!("{prefix} {statement}")));
    let done = console.run_statement(&source, 0..source.text.len());
    // The next `:profile` without a statement means this one.
    console.last = Some(statement);
    done?;
    Ok(Next::GoOn)
}
