//! `:profile`: run a statement and show what its plan did. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, explain};

pub(super) const COMMAND: Command = Command {
    name: "profile",
    aliases: &[],
    usage: "[STATEMENT]",
    about: "run a statement and show what each step of it did",
    more: "The same as PROFILE before the statement, by default the last one. What it changes is changed.",
    argument: Argument::Query,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    explain::with_prefix(&COMMAND, "PROFILE", console, rest)
}
