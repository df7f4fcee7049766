//! `:source`: run a script. Knows nothing of other commands.

use std::path::Path;

use super::{Argument, Command, Console, Next, Result, usage};

pub(super) const COMMAND: Command = Command {
    name: "source",
    aliases: &[],
    usage: "FILE",
    about: "run a script",
    argument: Argument::File,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.is_empty() {
        return Err(usage(&COMMAND, "the name of a file is missing"));
    }
    console.run_file(Path::new(rest), false)
}
