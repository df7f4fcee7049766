//! `:timing`: show times below answers. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, on_off, switch};

pub(super) const COMMAND: Command = Command {
    name: "timing",
    aliases: &["timer"],
    usage: "[on or off]",
    about: "show or hide times below answers",
    more: "",
    argument: Argument::OneOf(on_off),
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let on = switch(&COMMAND, rest, console.settings.timing)?;
    console.settings.timing = on;
    console.note(if on { "timing on" } else { "timing off" })?;
    Ok(Next::GoOn)
}
