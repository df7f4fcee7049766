//! `:exit`: leave the shell. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, no_argument};

pub(super) const COMMAND: Command = Command {
    name: "exit",
    aliases: &["quit", "q"],
    usage: "",
    about: "leave the shell (also Ctrl-D)",
    more: "",
    argument: Argument::None,
    run,
};

fn run(_: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    Ok(Next::Leave)
}
