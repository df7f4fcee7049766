//! `:begin`: open a transaction, until `:commit` or `:rollback`. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, no_argument};

pub(super) const COMMAND: Command = Command {
    name: "begin",
    aliases: &[],
    usage: "",
    about: "open a transaction",
    more: "What statements change stays open until `:commit` or `:rollback`; one that fails undoes only itself.",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    console.session.begin()?;
    console.note("transaction open")?;
    Ok(Next::GoOn)
}
