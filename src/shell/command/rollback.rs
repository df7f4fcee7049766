//! `:rollback`: undo the open transaction. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, no_argument};

pub(super) const COMMAND: Command = Command {
    name: "rollback",
    aliases: &[],
    usage: "",
    about: "undo everything since `:begin`",
    more: "",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    console.session.rollback()?;
    console.note("rolled back")?;
    Ok(Next::GoOn)
}
