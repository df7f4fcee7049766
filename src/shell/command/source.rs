//! `:source`: run a script. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, path, usage};

pub(super) const COMMAND: Command = Command {
    name: "source",
    aliases: &["read"],
    usage: "FILE",
    about: "run the statements and commands of a file",
    more: "It stops at the first problem.",
    argument: Argument::File,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.is_empty() {
        return Err(usage(&COMMAND, "the name of a file is missing"));
    }
    console.run_file(&path(rest), false)
}
