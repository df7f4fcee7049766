//! `:profile`: run a statement and show what its plan did. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, explain};

pub(super) const COMMAND: Command = Command {
    name: "profile",
    aliases: &[],
    usage: "[STATEMENT]",
    about: "run a statement (or the last one) and show the rows and time of each step",
    more: "The same as PROFILE before the statement. What it changes is changed.",
    argument: Argument::Query,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    explain::with_prefix(&COMMAND, "PROFILE", console, rest)
}
