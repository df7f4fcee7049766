//! `:timing`: show how long statements take. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, switch};

pub(super) const COMMAND: Command = Command {
    name: "timing",
    aliases: &[],
    usage: "[on or off]",
    about: "show how long statements take",
    argument: Argument::OneOf(words),
    run,
};

fn words() -> Vec<&'static str> {
    vec!["on", "off"]
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    console.settings.timing = switch(&COMMAND, rest, console.settings.timing)?;
    let state = if console.settings.timing { "on" } else { "off" };
    console.note(&format!("timing is {state}"))?;
    Ok(Next::GoOn)
}
