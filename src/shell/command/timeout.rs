//! `:timeout`: set how long a statement may run. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, usage};
use crate::shell::limits::time_limit;

pub(super) const COMMAND: Command = Command {
    name: "timeout",
    aliases: &[],
    usage: "[TIME or off]",
    about: "stop statements that run longer",
    more: "As --timeout: 500ms, 30s, 5m, 1h; a number alone is seconds. What the statement changed is undone.",
    argument: Argument::OneOf(words),
    run,
};

fn words() -> Vec<&'static str> {
    vec!["off", "500ms", "30s", "5m"]
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let mut limits = console.session.limits();
    if rest.is_empty() {
        match limits.time {
            Some(time) => writeln!(console.out, "a statement may run for {time:?}")?,
            None => writeln!(console.out, "a statement may run for as long as it takes")?,
        }
        return Ok(Next::GoOn);
    }
    limits.time = time_limit(rest).map_err(|message| usage(&COMMAND, message))?;
    console.session.set_limits(limits);
    Ok(Next::GoOn)
}
