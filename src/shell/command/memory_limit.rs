//! `:memory-limit`: set how much memory a statement may hold. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, usage};
use crate::diagnostic::size_in_words;
use crate::shell::limits::memory_limit;

pub(super) const COMMAND: Command = Command {
    name: "memory-limit",
    aliases: &["memory"],
    usage: "[SIZE or off]",
    about: "stop statements that hold more memory",
    more: "As --memory-limit: 512MB, 2GiB; a number alone is bytes. The graph itself does not count.",
    argument: Argument::OneOf(words),
    run,
};

fn words() -> Vec<&'static str> {
    vec!["off", "512MB", "2GB"]
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let mut limits = console.session.limits();
    if rest.is_empty() {
        match limits.memory {
            Some(bytes) => writeln!(console.out, "a statement may hold {}", size_in_words(bytes))?,
            None => writeln!(console.out, "a statement may hold as much as there is")?,
        }
        return Ok(Next::GoOn);
    }
    limits.memory = memory_limit(rest).map_err(|message| usage(&COMMAND, message))?;
    console.session.set_limits(limits);
    Ok(Next::GoOn)
}
