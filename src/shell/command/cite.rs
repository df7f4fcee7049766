//! `:cite`: let answers cite their sources. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, on_off, switch};

pub(super) const COMMAND: Command = Command {
    name: "cite",
    aliases: &[],
    usage: "[on or off]",
    about: "let answers cite their sources, or no longer",
    more: "The same as CITE before every statement that reads; those that write run as ever.",
    argument: Argument::OneOf(on_off),
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let on = switch(&COMMAND, rest, console.session.view().2)?;
    console.session.cite(on);
    console.note(if on {
        "answers cite their sources"
    } else {
        "answers do not cite"
    })?;
    Ok(Next::GoOn)
}
