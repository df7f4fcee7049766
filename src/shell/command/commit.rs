//! `:commit`: make the changes of the open transaction lasting. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, no_argument};
use crate::shell::footer::changes;

pub(super) const COMMAND: Command = Command {
    name: "commit",
    aliases: &[],
    usage: "",
    about: "make the changes of the open transaction lasting",
    more: "",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    let counters = console.session.commit()?;
    let changes = changes(&counters);
    let what = if changes.is_empty() {
        "no changes".to_owned()
    } else {
        changes.join(", ")
    };
    console.note(&format!("committed: {what}"))?;
    Ok(Next::GoOn)
}
